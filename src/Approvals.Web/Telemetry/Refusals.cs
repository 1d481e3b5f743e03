using System.Diagnostics;
using System.Diagnostics.Metrics;
using Approvals.Web.Authentication;
using Approvals.Web.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Approvals.Web.Telemetry;

/// <summary>
/// Counts and logs every refusal by its code, and says it to the trace. Neither has anything of what was asked: what is
/// in a body, a path or a query may be anybody's secret.
/// </summary>
internal sealed partial class Refusals(IMeterFactory meters, ILogger<Refusals> logger)
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Approvals.Web";

    private readonly Counter<long> _refused = meters.Create(MeterName)
        .CreateCounter<long>("approvals.refused", "{call}", "Calls that were refused, by code and route.");

    public void Note(ProblemDetailsContext context)
    {
        if (context.ProblemDetails.Extensions.TryGetValue("code", out var value) && value is string code)
        {
            var http = context.HttpContext;
            var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none";
            _refused.Add(1, new KeyValuePair<string, object?>("code", code), new KeyValuePair<string, object?>("route", route));
            Activity.Current?.SetTag("approvals.code", code);
            var caller = Caller.Of(http.User);
            // A caller that is too fast does not fill the log as well.
            LogRefused(logger, code == ProblemCode.RateLimited.Code ? LogLevel.Debug : LogLevel.Information, http.Request.Method, route, code, caller?.Tenant.Value ?? "none", caller?.Name ?? "nobody");
        }
    }

    [LoggerMessage(EventId = 2010, Message = "Refused {Method} {Route}: {Code}, for {Caller} of tenant {Tenant}.")]
    private static partial void LogRefused(
        ILogger logger, LogLevel level, string method, string route, string code, string tenant, string caller);
}
