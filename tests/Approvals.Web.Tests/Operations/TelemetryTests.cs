using System.Text;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Operations;

public sealed class TelemetryTests
{
    /// <summary>In the arguments of what is asked: nobody but the callers may see it.</summary>
    private const string Secret = "sesame-7411";

    [Fact]
    public async Task MetricsAndTraces_ReachTheCollector_AndHaveNothingOfWhatWasAsked()
    {
        using var data = new TemporaryDirectory();
        await using var collector = await OtlpCollector.StartAsync();
        await using var server = ServerProcess.Begin(data.Path, settings: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        });
        using var client = await server.ListenAsync();
        var demo = DemoFile.Read(data.Path);
        await LiveAsync(client, demo);
        // What is left is sent before the end.
        Assert.Equal(0, await server.StopAsync());

        var metrics = Encoding.Latin1.GetString(collector.Received("/v1/metrics"));
        string[] expected =
        [
            "approvals.actions", "approvals.reviews", "approvals.decisions", "approvals.decision.duration", "approvals.claims",
            "approvals.executions", "approvals.pending", "approvals.overdue", "approvals.outbox.waiting", "approvals.outbox.parked",
            "approvals.outbox.age", "approvals.refused", "not_found", "http.server.request.duration",
        ];
        Assert.All(expected, name => Assert.Contains(name, metrics, StringComparison.Ordinal));
        Assert.DoesNotContain("demo", metrics, StringComparison.Ordinal);
        var traces = Encoding.Latin1.GetString(collector.Received("/v1/traces"));
        Assert.All(["commit", "/v1/requests/{id}/claim", "approvals.code"], name => Assert.Contains(name, traces, StringComparison.Ordinal));
        Assert.All([metrics, traces, server.Output], text => Assert.DoesNotContain(Secret, text, StringComparison.Ordinal));
        Assert.All([metrics, traces], text => Assert.DoesNotContain(demo.AgentKey, text, StringComparison.Ordinal));
        // In development, the greeting shows some credentials: nothing of them is in what is logged after it.
        var logged = server.Output[server.Output.IndexOf("Refused", StringComparison.Ordinal)..];
        Assert.All(["apk_", demo.Alice], secret => Assert.DoesNotContain(secret, logged, StringComparison.Ordinal));
        Assert.All([metrics, traces], text => Assert.DoesNotContain(demo.Alice, text, StringComparison.Ordinal));
        Assert.Contains("Refused GET /v1/requests/{id}: not_found, for agent demo-agent of tenant demo.", server.Output, StringComparison.Ordinal);
    }

    private static async Task LiveAsync(ApiClient client, DemoFile demo)
    {
        var flow = new Flow(client, demo);
        var asked = await flow.ApprovedAsync($$"""{"tool":"payment.send","args":{"amount":5000,"to":"{{Secret}}"},"summary":"{{Secret}}"}""");
        (await flow.ClaimAsync(asked)).Expect(200);
        (await flow.ReportAsync(asked)).Expect(200);
        (await client.GetAsync($"/v1/requests/{Secret}", demo.AgentKey)).ExpectProblem(404, "not_found");
        (await client.GetAsync($"/v1/requests?{Secret}=1", demo.AgentKey)).ExpectProblem(400, "invalid_parameter");
        (await client.PostAsync("/v1/actions", demo.AgentKey, $$"""{"{{Secret}}":1}""")).ExpectProblem(400, "invalid_field");
        (await client.GetAsync("/v1/requests", $"{demo.AgentKey}x")).ExpectProblem(401, "unauthenticated");
    }
}
