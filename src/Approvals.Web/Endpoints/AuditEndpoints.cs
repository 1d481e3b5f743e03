using Approvals.Core.Ports;
using Approvals.Web.Authentication;
using Approvals.Web.Bodies;
using Approvals.Web.Contract;
using Approvals.Web.OpenApi;
using Approvals.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Approvals.Web.Endpoints;

/// <summary><c>/v1/audit</c>: what was done with an admin's rights, by whom, and what came of it.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/audit", ListAsync).RequireAuthorization(CallerPolicies.Auditor)
            .Describe("listAudit", "audit", "What was done with an admin's rights, newest first.")
            .Takes(DocumentedParameter.After, DocumentedParameter.Limit)
            .Answers<Page<AuditEntryView>>()
            .Refuses(ProblemCode.Forbidden);

    private static async Task<IResult> ListAsync(HttpContext context, Caller caller, IAudit audit)
    {
        var query = new QueryReader(context.Request);
        var (after, limit) = query.Place();
        query.RefuseTheRest();
        var page = await Paging.ReadAsync(() => audit.ListAsync(caller.Tenant, after, limit, context.RequestAborted));
        return TypedResults.Ok(new Page<AuditEntryView>([.. page.Items.Select(AuditEntryView.Of)], page.Next));
    }
}
