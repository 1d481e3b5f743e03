using Approvals.Web.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Approvals.Web.Auditing;

/// <summary>Routes on which admins change something: each such act is in the log.</summary>
internal static class AdminRoutes
{
    /// <summary>For admins only.</summary>
    /// <param name="route">The route.</param>
    /// <param name="act">What the act is called in the log.</param>
    /// <param name="dryRun">The query parameter by which nothing is done, and so nothing written down; null where there is none.</param>
    public static RouteHandlerBuilder ForAdmins(this RouteHandlerBuilder route, string act, string? dryRun = null) =>
        route.RequireAuthorization(CallerPolicies.Admin).AddEndpointFilter(new AuditFilter(act, dryRun));

    /// <summary>What admins do here is in the log; what others do is in the requests themselves.</summary>
    public static RouteHandlerBuilder Audited(this RouteHandlerBuilder route, string act) => route.AddEndpointFilter(new AuditFilter(act));
}
