using System.Net.Mime;
using Approvals.Core.Ports;
using Approvals.Web.Authentication;
using Approvals.Web.Bodies;
using Approvals.Web.Contract;
using Approvals.Web.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Approvals.Web.Endpoints;

/// <summary><c>/v1/events</c>: what happens to all requests that the caller may see, as server-sent events.</summary>
internal static class ChangesEndpoints
{
    public static void MapChanges(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/events", FollowAsync).RequireAuthorization()
            .Describe("followRequests", "requests", "What happens to the requests that the caller may see, as it happens: server-sent events whose data is the request as it stands.")
            .Takes(DocumentedParameter.LastEventId)
            .Produces<RequestView>(StatusCodes.Status200OK, MediaTypeNames.Text.EventStream)
            .Refuses();

    private static async Task<IResult> FollowAsync(HttpContext context, Caller caller, IChanges changes, ChangeFollowing following)
    {
        new QueryReader(context.Request).RefuseTheRest();
        var after = following.ReadLastEventId(context.Request, caller);
        try
        {
            // Where it begins is known before the answer does: what is changed from now on is in it.
            var first = await changes.FollowAsync(caller.Tenant, caller.Viewer, after, limit: 1, TimeSpan.Zero, context.RequestAborted);
            return following.From(after ?? first.Next, caller);
        }
        catch (ArgumentException)
        {
            throw ChangeFollowing.Invalid();
        }
    }
}
