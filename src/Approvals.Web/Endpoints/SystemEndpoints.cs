using Approvals.Web.Contract;
using Approvals.Web.OpenApi;
using Approvals.Web.Permits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Approvals.Web.Endpoints;

/// <summary>What everybody may ask: whether the service is well, and with which keys it signs.</summary>
internal static class SystemEndpoints
{
    public static void MapSystem(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/.well-known/jwks.json", (PermitSigner signer) => TypedResults.Ok(new PublicJwks([signer.PublicKey()]))).AllowAnonymous()
            .Describe("findPermitKeys", "keys", "The keys that permits are signed with (RFC 7517).");
        routes.MapHealth("/health/live", "isAlive", "Whether the process runs; what it stands on is not asked.", checks: false);
        routes.MapHealth("/health/ready", "isReady", "Whether calls are taken: what the service stands on answers.", checks: true)
            .Answers<HealthView>(StatusCodes.Status503ServiceUnavailable);
    }

    private static RouteHandlerBuilder MapHealth(this IEndpointRouteBuilder routes, string path, string id, string summary, bool checks)
    {
        var answer = (HealthCheckService health, CancellationToken cancellation) => AnswerAsync(health, checks, cancellation);
        routes.MapMethods(path, [HttpMethods.Head, HttpMethods.Options], answer).AllowAnonymous().ExcludeFromDescription();
        return routes.MapGet(path, answer).AllowAnonymous()
            .Describe(id, "health", summary)
            .Answers<HealthView>();
    }

    private static async Task<IResult> AnswerAsync(HealthCheckService health, bool checks, CancellationToken cancellation)
    {
        var report = await health.CheckHealthAsync(_ => checks, cancellation);
        return TypedResults.Json(
            HealthView.Of(report.Status),
            statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }
}
