using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Hostile;

/// <summary>
/// Generated and mutated calls at every address: none is answered with a fault of the server, none that is refused
/// leaves a trace, and none shows anything of another tenant. <c>APPROVALS_SEED</c> draws others.
/// </summary>
public sealed partial class HostileTests(ITestOutputHelper output)
{
    private const int Calls = 4_000;
    private const int AtOnce = 16;
    private const int StandardSeed = 20_261_125;

    /// <summary>Stands in all that the other tenant has.</summary>
    private const string Marker = "secret-of-the-other-tenant";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task HostileCalls_AreRefusedPlainly_AndLeaveNothingBehind()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("APPROVALS_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : StandardSeed;
        output.WriteLine($"APPROVALS_SEED={seed.ToString(CultureInfo.InvariantCulture)}");
        using var data = new TemporaryDirectory();
        var (_, created) = await ServerProcess.RunAsync(["tenant", "create", "other", "--data", data.Path]);
        var otherAdmin = created.Split('\n').Single(l => l.StartsWith("apk_", StringComparison.Ordinal));
        await using var server = ServerProcess.Begin(data.Path, settings: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Approvals__Limits__CallsPerSecondPerKey"] = "0",
            ["Approvals__Limits__CallsPerSecondPerTenant"] = "0",
        });
        using var client = await server.ListenAsync();
        var demo = DemoFile.Read(data.Path);
        var others = await FillOtherAsync(client, otherAdmin);
        var flow = new Flow(client, demo);
        var mine = new[] { await flow.AskAsync(), await flow.ApprovedAsync() };
        var calls = new HostileCalls(
            new Random(seed), [demo.AgentKey, demo.ExecutorKey, demo.Alice, demo.Carol, "apk_0000000000000000_00", "x"], [mine[0].Id, mine[1].Id, others]);

        var stored = new ConcurrentBag<string>(mine.Select(m => m.Id));
        var drawn = Enumerable.Range(0, Calls).Select(_ => calls.Next()).ToList();
        await Parallel.ForEachAsync(drawn, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (call, _) =>
            Check(call, await SendAsync(client.Address, call), stored));

        Assert.DoesNotContain("by a fault of this program", server.Output, StringComparison.Ordinal);
        Assert.Equal("pending", (await client.GetAsync($"/v1/requests/{others}", otherAdmin)).Expect(200)["status"]);
        var left = await client.ReadAllAsync("/v1/requests?limit=200", demo.AgentKey);
        Assert.Subset(stored.ToHashSet(StringComparer.Ordinal), left.Select(r => r.GetProperty("requestId").GetString()!).ToHashSet(StringComparer.Ordinal));
        Assert.Equal(0, await server.StopAsync());
    }

    /// <summary>A tenant whose every word is marked, and a request of it that waits.</summary>
    private static async Task<string> FillOtherAsync(ApiClient client, string admin)
    {
        (await client.SendAsync(HttpMethod.Put, $"/v1/reviewers/{Marker}", admin, new StringContent("""{"roles":["approver"]}"""))).Expect(200);
        (await client.SendAsync(HttpMethod.Put, $"/v1/agents/{Marker}", admin, new StringContent("{}"))).Expect(200);
        (await client.SendAsync(
            HttpMethod.Put, $"/v1/policies/{Marker}", admin, new StringContent($"rules: [{{tool: '{Marker}', action: escalate, reason: '{Marker}'}}]"))).Expect(200);
        var key = (await client.PostAsync("/v1/keys", admin, $$"""{"kind":"agent","agent":"{{Marker}}"}""")).Expect(201)["apiKey"];
        return (await client.PostAsync("/v1/actions", key, $$$"""{"tool":"{{{Marker}}}","args":{"a":"{{{Marker}}}"}}""")).Expect(202)["requestId"];
    }

    private static void Check(byte[] call, string answer, ConcurrentBag<string> stored)
    {
        var asked = Encoding.Latin1.GetString(call);
        Assert.DoesNotContain(Marker, answer, StringComparison.Ordinal);
        if (answer.Length == 0)
        {
            // What is no HTTP may be let go of without a word.
            return;
        }

        var status = int.Parse(StatusLine().Match(answer).Groups["status"].Value, CultureInfo.InvariantCulture);
        // 505 is Kestrel's, for what calls itself another protocol.
        Assert.True(status is < 500 or 505, $"{status} for:\n{asked}\n{answer}");
        // An answer to HEAD has no body, and neither has what Kestrel refuses before it is a call.
        if (status >= 400 && !answer.EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
            Assert.Matches(Code(), answer);
        }

        if (status is 200 or 202 && RequestOf().Match(answer) is { Success: true } made)
        {
            stored.Add(made.Groups["id"].Value);
        }
    }

    private static async Task<string> SendAsync(Uri server, byte[] call)
    {
        using var connection = new TcpClient();
        using var limit = new CancellationTokenSource(Patience);
        await connection.ConnectAsync(server.Host, server.Port, limit.Token);
        var answer = new StringBuilder();
        try
        {
            await connection.GetStream().WriteAsync(call, limit.Token);
            var buffer = new byte[16_384];
            while (await connection.GetStream().ReadAsync(buffer, limit.Token) is > 0 and var count)
            {
                answer.Append(Encoding.Latin1.GetString(buffer, 0, count));
                // A stream of events ends when we go.
                if (answer.ToString().Contains("text/event-stream", StringComparison.Ordinal))
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"Neither answered nor let go of:\n{Encoding.Latin1.GetString(call)}\n{answer}");
        }
        catch (IOException)
        {
            // Reset: what came until then is the answer.
        }

        return answer.ToString();
    }

    [GeneratedRegex(@"\AHTTP/1\.1 (?<status>\d{3}) ", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex StatusLine();

    [GeneratedRegex("\"code\":\"[a-z_]+\"", RegexOptions.None, 1_000)]
    private static partial Regex Code();

    [GeneratedRegex("\"requestId\":\"(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex RequestOf();
}
