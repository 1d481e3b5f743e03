using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Approvals.Web.Telemetry;

/// <summary>What a span tells of a call.</summary>
public static class Spans
{
    /// <summary>Whether it is told of at all: those who only look after the process fill no trace.</summary>
    public static bool IsTold(HttpContext context) => !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal);

    /// <summary>A path may be a secret, as that of a link to approve is; which route it took says enough.</summary>
    public static void Hide(Activity span, HttpContext context)
    {
        span.SetTag("url.path", (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText);
        span.SetTag("url.query", null);
    }
}
