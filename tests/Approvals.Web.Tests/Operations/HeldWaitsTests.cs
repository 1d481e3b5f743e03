using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Operations;

public sealed class HeldWaitsTests
{
    private const int Waits = 10_000;

    /// <summary>As many as one agent may have waiting.</summary>
    private const int Requests = 100;

    private const long MostBytes = 500_000_000;

    [Fact]
    public async Task TenThousandHeldAnswers_AreGivenOnceItIsDecided_InHalfAGigabyte()
    {
        using var data = new TemporaryDirectory();
        await using var server = ServerProcess.Begin(data.Path, settings: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Approvals__Limits__WaitsPerKey"] = "20000",
            ["Approvals__Limits__CallsPerSecondPerKey"] = "0",
            ["Approvals__Limits__CallsPerSecondPerTenant"] = "0",
        });
        using var client = await server.ListenAsync();
        var demo = DemoFile.Read(data.Path);
        var flow = new Flow(client, demo);
        var asked = await Task.WhenAll(Enumerable.Range(0, Requests).Select(_ => flow.AskAsync()));

        var held = new List<TcpClient>(Waits);
        try
        {
            while (held.Count < Waits)
            {
                held.Add(await HoldAsync(client.Address, asked[held.Count % Requests].Id, demo.AgentKey));
            }

            Assert.All(await Task.WhenAll(asked.Select(a => flow.ReviewAsync(a, demo.Alice, "deny"))), answer => answer.Expect(200));
            var answers = await Task.WhenAll(held.Select(ReadAsync));
            Assert.All(answers, answer => Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal));
            Assert.All(answers, answer => Assert.Contains("\"status\":\"denied\"", answer, StringComparison.Ordinal));
            Assert.InRange(MostMemoryOf(server.Id), 1, MostBytes);
        }
        finally
        {
            held.ForEach(h => h.Dispose());
        }
    }

    private static async Task<TcpClient> HoldAsync(Uri address, string request, string key)
    {
        var connection = new TcpClient();
        await connection.ConnectAsync(address.Host, address.Port);
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /v1/requests/{request}?wait=60 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\nConnection: close\r\n\r\n"));
        return connection;
    }

    private static async Task<string> ReadAsync(TcpClient connection)
    {
        using var reader = new StreamReader(connection.GetStream());
        return await reader.ReadToEndAsync();
    }

    /// <summary>The most memory that the process ever held, in bytes (proc(5), VmHWM).</summary>
    private static long MostMemoryOf(int process)
    {
        var line = File.ReadLines($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/status").Single(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return 1_024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Trim(), CultureInfo.InvariantCulture);
    }
}
