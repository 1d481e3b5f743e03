using System.Globalization;
using System.Net.Mime;
using Approvals.Core.Identifiers;
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

/// <summary><c>/v1/requests/{id}/events</c>: what happens to a request, as server-sent events.</summary>
internal static class EventsEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/requests/{id}/events", FollowAsync).RequireAuthorization()
            .Describe("followRequest", "requests", "What happens to a request, as it happens: server-sent events whose data is the request.")
            .Takes(DocumentedParameter.LastEventId)
            .Produces<RequestView>(StatusCodes.Status200OK, MediaTypeNames.Text.EventStream)
            .Produces(StatusCodes.Status204NoContent)
            .Refuses(ProblemCode.NotFound, ProblemCode.NotAReviewer);

    private static async Task<IResult> FollowAsync(
        string id, HttpContext context, Caller caller, IRequests requests, TimeProvider time, Following following)
    {
        new QueryReader(context.Request).RefuseTheRest();
        var seen = ReadLastEventId(context.Request);
        var request = RequestId.Parse(id) is { } requestId
            ? await requests.FindAsync(caller.Tenant, requestId, context.RequestAborted)
            : null;
        if (Visibility.Refuse(request, caller) is { } refusal)
        {
            return refusal;
        }

        var there = RequestEvents.Of(request!).Count;
        if (seen > there)
        {
            throw Invalid();
        }

        // A client that has seen it all is told to stay away: it would connect again, and again.
        return seen == there && RequestEvents.AreOver(request!, time.GetUtcNow())
            ? TypedResults.NoContent()
            : following.From(request!, seen, caller);
    }

    /// <summary>How many events the client has; 0 where it begins.</summary>
    private static int ReadLastEventId(HttpRequest request) => request.Headers["Last-Event-ID"] switch
    {
        [] or [""] => 0,
        [{ } text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seen) => seen,
        _ => throw Invalid(),
    };

    private static RefusedException Invalid() =>
        new(ProblemCode.InvalidParameter, "The header 'Last-Event-ID' holds the id of an event of this request.");
}
