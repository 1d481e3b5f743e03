using Approvals.Web.OpenApi;
using Approvals.Web.Permits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Approvals.Web.Endpoints;

/// <summary>What everybody may ask: whether the service is well, and with which keys it signs.</summary>
internal static class SystemEndpoints
{
    public static void MapSystem(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/.well-known/jwks.json", (PermitSigner signer) => TypedResults.Ok(new PublicJwks([signer.PublicKey()]))).AllowAnonymous()
            .Describe("findPermitKeys", "keys", "The keys that permits are signed with (RFC 7517).");
        routes.MapHealthChecks("/health/live", Without(checks: true)).AllowAnonymous();
        routes.MapHealthChecks("/health/ready", Without(checks: false)).AllowAnonymous();
    }

    private static HealthCheckOptions Without(bool checks) => new()
    {
        Predicate = _ => !checks,
        ResponseWriter = (context, report) =>
            context.Response.WriteAsJsonAsync(new { Status = report.Status.ToString().ToLowerInvariant() }),
    };
}
