using System.Net.Sockets;
using System.Text;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Operations;

/// <summary>Clients that hold on to what they opened: they are let go of, and nobody else feels them.</summary>
public sealed class SlowClientTests
{
    private const int Many = 500;

    [Fact]
    public async Task ClientsThatDoNotFinish_AreLetGoOf_AndOthersGoOn()
    {
        using var data = new TemporaryDirectory();
        await using var server = ServerProcess.Begin(data.Path, settings: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Approvals__Limits__HeaderSeconds"] = "1",
        });
        using var client = await server.ListenAsync();
        var demo = DemoFile.Read(data.Path);
        var authorized = $"POST /v1/actions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {demo.AgentKey}\r\n";
        var silent = await OpenAsync(client.Address, "");
        var inTheHeaders = await OpenAsync(client.Address, authorized);
        var inTheBody = await OpenAsync(client.Address, $"{authorized}Content-Length: 100\r\n\r\n{{\"tool\":");
        var readsNothing = await OpenAsync(client.Address, string.Concat(Enumerable.Repeat("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n", 100)));
        List<TcpClient> all = [.. silent, .. inTheHeaders, .. inTheBody, .. readsNothing];
        try
        {
            await new Flow(client, demo).ApprovedAsync();

            // What comes first is that the server gives up: with an answer, or without.
            var ends = await Task.WhenAll(inTheHeaders.Concat(inTheBody).Select(ReadToTheEndAsync));
            Assert.DoesNotContain(ends, end => end.Contains(" 200 ", StringComparison.Ordinal));
            await new Flow(client, demo).ApprovedAsync();
            Assert.Equal(2, (await client.GetAsync("/v1/requests", demo.AgentKey)).Expect(200).Find("items").GetArrayLength());
        }
        finally
        {
            all.ForEach(c => c.Dispose());
        }
    }

    private static async Task<List<TcpClient>> OpenAsync(Uri address, string sent)
    {
        var open = new List<TcpClient>(Many);
        for (var i = 0; i < Many; i++)
        {
            var connection = new TcpClient();
            await connection.ConnectAsync(address.Host, address.Port);
            await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(sent));
            open.Add(connection);
        }

        return open;
    }

    private static async Task<string> ReadToTheEndAsync(TcpClient connection)
    {
        try
        {
            using var reader = new StreamReader(connection.GetStream());
            return await reader.ReadToEndAsync();
        }
        catch (IOException)
        {
            // Reset, which is an end as well.
            return "";
        }
    }
}
