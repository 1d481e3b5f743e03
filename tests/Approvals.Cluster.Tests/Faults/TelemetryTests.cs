using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Cluster.Tests.Faults;

/// <summary>What nodes tell of themselves by OTLP.</summary>
public sealed class TelemetryTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static readonly string[] Expected =
    [
        "approvals.actions", "approvals.decisions", "approvals.decision.duration", "approvals.claims", "approvals.pending",
        "approvals.overdue", "approvals.outbox.waiting", "approvals.outbox.age", "http.server.request.duration", "orleans-",
    ];

    // Protocol Buffers' tags of the span's fields: the name, and the flags, which have four bytes.
    private const byte NameField = (5 << 3) | 2;
    private const byte FlagsField = 0x85;

    [Fact]
    public async Task OneRequest_IsFollowedFromHttpThroughTheGrainsToSql()
    {
        await using var collector = await OtlpCollector.StartAsync();
        await using var cluster = await RealCluster.StartAsync(silos: 2, new ClusterSetup
        {
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
            },
        });
        await AskAsync(cluster);
        using (var load = new Load(cluster, callers: 1))
        {
            await load.FlowAsync("whole", kind: 0);
        }

        foreach (var name in Expected)
        {
            await UntilReceivedAsync(collector, name);
        }

        // What is left is sent before the end.
        Assert.Equal(0, await cluster.Gateway.StopAsync());
        await Task.WhenAll(cluster.Silos.Select(s => s.StopAsync()));
        var names = SpansOf(collector.Received("/v1/traces"));
        Assert.Contains("POST /v1/actions", names);
        Assert.Contains("IRequestGrain/SubmitAsync", names);
        Assert.Contains("postgresql", names);
        Assert.DoesNotContain(Demo.Tenant.Value, MetricsOf(collector), StringComparison.Ordinal);
    }

    private static string MetricsOf(OtlpCollector collector) => Encoding.Latin1.GetString(collector.Received("/v1/metrics"));

    private static async Task UntilReceivedAsync(OtlpCollector collector, string name)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        while (!MetricsOf(collector).Contains(name, StringComparison.Ordinal))
        {
            Assert.False(limit.IsCancellationRequested, $"{name} does not come.");
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    private static async Task AskAsync(RealCluster cluster)
    {
        using var http = new HttpClient { BaseAddress = cluster.Gateway.Address };
        using var ask = new HttpRequestMessage(HttpMethod.Post, "/v1/actions")
        {
            Content = JsonContent.Create(new { tool = "payment.send", args = new { amount = 500 } }),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", cluster.AgentKey.Reveal()) },
        };
        ask.Headers.Add("traceparent", $"00-{Trace}-00f067aa0ba902b7-01");
        using var answer = await http.SendAsync(ask);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The names of the trace's spans, as OTLP has them: each span begins with its trace's id.</summary>
    private static HashSet<string> SpansOf(byte[] traces)
    {
        byte[] trace = [0x0A, 16, .. Convert.FromHexString(Trace)];
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var (at, found) = (0, 0); (found = traces.AsSpan(at).IndexOf(trace)) >= 0;)
        {
            at += found;
            while (traces[at] != NameField)
            {
                at += traces[at] == FlagsField ? 6 : 2 + traces[at + 1];
            }

            names.Add(Encoding.UTF8.GetString(traces, at + 2, traces[at + 1]));
        }

        return names;
    }
}
