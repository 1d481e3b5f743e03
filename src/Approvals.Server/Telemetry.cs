using Approvals.Core.Telemetry;
using Approvals.Embedded;
using Approvals.Web;
using Approvals.Web.Telemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Approvals.Server;

/// <summary>
/// Traces and metrics by OpenTelemetry, where the standard setting <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to. The
/// exporter's other standard settings (<c>OTEL_EXPORTER_OTLP_PROTOCOL</c>, <c>OTEL_METRIC_EXPORT_INTERVAL</c>, ...) hold as well.
/// </summary>
internal static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Meters =
    [
        RequestMetrics.MeterName, ApprovalsWeb.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.RateLimiting",
        "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime",
    ];

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration[Endpoint]))
        {
            return;
        }

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(static resource => resource.AddService("approvals"))
            .WithMetrics(static metrics => metrics.AddMeter(Meters).AddOtlpExporter())
            .WithTracing(static tracing => tracing
                .AddSource(Tracing.SourceName, "System.Net.Http")
                .AddAspNetCoreInstrumentation(static options =>
                {
                    options.Filter = Spans.IsTold;
                    options.EnrichWithHttpResponse = static (span, response) => Spans.Hide(span, response.HttpContext);
                })
                .AddOtlpExporter());
    }
}
