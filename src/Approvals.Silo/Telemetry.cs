using Approvals.Core.Telemetry;
using Approvals.Grains;
using Approvals.Web;
using Approvals.Web.Telemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Approvals.Silo;

/// <summary>
/// Traces that follow a request from HTTP through the grains to SQL, and metrics, sent by OTLP where
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to.
/// </summary>
internal static class Telemetry
{
    private static readonly string[] Meters =
    [
        RequestMetrics.MeterName, EngineMeter.Name, ApprovalsWeb.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.Orleans", "Npgsql",
    ];

    public static void AddTelemetry(this WebApplicationBuilder builder, NodeRole role)
    {
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(role == NodeRole.Gateway ? "approvals-gateway" : "approvals-silo"))
            .WithMetrics(static metrics => metrics.AddMeter(Meters).AddOtlpExporter())
            .WithTracing(static tracing => tracing
                .AddSource("Microsoft.Orleans.Application", "Npgsql")
                .AddAspNetCoreInstrumentation(static options =>
                {
                    options.Filter = Spans.IsTold;
                    options.EnrichWithHttpResponse = static (span, response) => Spans.Hide(span, response.HttpContext);
                })
                .AddOtlpExporter());
    }
}
