using Approvals.Core.Ports;
using Approvals.Core.Storage;
using Approvals.Web.Auditing;
using Approvals.Web.Authentication;
using Approvals.Web.Bodies;
using Approvals.Web.Contract;
using Approvals.Web.OpenApi;
using Approvals.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Approvals.Web.Endpoints;

/// <summary><c>/v1/outbox/parked</c>: what could not be told, and is to be told after all.</summary>
internal static class OutboxEndpoints
{
    public static void MapOutbox(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/outbox/parked", ListAsync).RequireAuthorization(CallerPolicies.Auditor)
            .Describe("listParked", "outbox", "What could not be told and was given up.")
            .Takes(DocumentedParameter.After, DocumentedParameter.Limit)
            .Answers<Page<ParkedEffectView>>()
            .Refuses(ProblemCode.Forbidden);
        routes.MapPost("/v1/outbox/parked/{effect}/replay", ReplayAsync).ForAdmins("effect.replay")
            .Describe("replayParked", "outbox", "Has it tried again, under the same id.")
            .Produces(StatusCodes.Status202Accepted)
            .Refuses(ProblemCode.NotFound, ProblemCode.Forbidden);
    }

    private static async Task<IResult> ListAsync(HttpContext context, Caller caller, IOutbox outbox)
    {
        var query = new QueryReader(context.Request);
        var (after, limit) = query.Place();
        query.RefuseTheRest();
        var page = await Paging.ReadAsync(() => outbox.ListParkedAsync(caller.Tenant, after, limit, context.RequestAborted));
        return TypedResults.Ok(new Page<ParkedEffectView>([.. page.Items.Select(ParkedEffectView.Of)], page.Next));
    }

    private static async Task<IResult> ReplayAsync(string effect, HttpContext context, Caller caller, IOutbox outbox)
    {
        new QueryReader(context.Request).RefuseTheRest();
        return EffectId.Parse(effect) is { } id && await outbox.ReplayAsync(caller.Tenant, id, context.RequestAborted)
            ? TypedResults.Accepted((string?)null)
            : ApiProblem.NotFound();
    }
}
