using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Web.Authentication;
using Approvals.Web.Bodies;
using Approvals.Web.Contract;
using Approvals.Web.OpenApi;
using Approvals.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Approvals.Web.Endpoints;

/// <summary><c>/v1/requests</c>: what was asked, and where it stands.</summary>
internal static class RequestsEndpoints
{
    public static void MapRequests(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/requests", ListAsync).RequireAuthorization()
            .Describe("listRequests", "requests", "The requests that the caller may see, the newest first.")
            .Takes(
                DocumentedParameter.Status, DocumentedParameter.Tool, DocumentedParameter.Agent, DocumentedParameter.Role,
                DocumentedParameter.Reviewer, DocumentedParameter.After, DocumentedParameter.Limit)
            .Answers<Page<RequestView>>()
            .Refuses();
        routes.MapGet("/v1/requests/{id}", FindAsync).RequireAuthorization()
            .Describe("findRequest", "requests", "One request, or what it has become once it is decided.")
            .Takes(DocumentedParameter.Wait)
            .Answers<RequestView>()
            .Refuses(ProblemCode.NotFound, ProblemCode.NotAReviewer);
        routes.MapPost("/v1/requests/{id}/cancel", CancelAsync).RequireAuthorization(CallerPolicies.Agent)
            .Describe("cancelRequest", "requests", "Takes a request back that nobody has decided.")
            .Answers<RequestView>()
            .Refuses(ProblemCode.NotFound, ProblemCode.AlreadyDecided, ProblemCode.Forbidden);
    }

    private static async Task<IResult> FindAsync(
        string id, HttpContext context, Caller caller, IRequests requests, RequestViews views, Patience patience)
    {
        var query = new QueryReader(context.Request);
        var wait = query.Wait();
        query.RefuseTheRest();
        if (RequestId.Parse(id) is not { } requestId)
        {
            return ApiProblem.NotFound();
        }

        // Who may not see it does not get to wait for it either.
        var request = await requests.FindAsync(caller.Tenant, requestId, context.RequestAborted);
        if (Visibility.Refuse(request, caller) is { } refusal)
        {
            return refusal;
        }

        var current = request;
        if (wait > TimeSpan.Zero)
        {
            using var place = patience.Enter(caller);
            current = await patience.WaitAsync(requests, caller.Tenant, requestId, wait, context.RequestAborted);
            if (Visibility.Refuse(current, await patience.AsOfNowAsync(caller, context.RequestAborted)) is { } lost)
            {
                return lost;
            }
        }

        return await views.AnswerAsync(current!, context.RequestAborted);
    }

    private static async Task<IResult> CancelAsync(
        string id, HttpContext context, Caller caller, IRequests requests, RequestViews views)
    {
        new QueryReader(context.Request).RefuseTheRest();
        if (RequestId.Parse(id) is not { } requestId)
        {
            return ApiProblem.NotFound();
        }

        var agent = (Caller.Agent)caller;
        var outcome = await requests.CancelAsync(agent.Tenant, requestId, agent.Id, context.RequestAborted);
        return outcome switch
        {
            CancelOutcome.Recorded(var request) => await views.AnswerAsync(request, context.RequestAborted),
            CancelOutcome.Repeated(var request) => await views.AnswerAsync(request, context.RequestAborted),
            CancelOutcome.NotFound => ApiProblem.NotFound(),
            CancelOutcome.AlreadyDecided(var decision) => ApiProblem.Of(
                ProblemCode.AlreadyDecided, $"{decision.Reason}.", ("decision", DecisionView.Of(decision))),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is not an outcome of cancelling."),
        };
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, Caller caller, IRequests requests, RequestViews views)
    {
        var filter = ReadFilter(new QueryReader(context.Request), caller);
        var page = await Paging.ReadAsync(() => requests.ListAsync(caller.Tenant, filter, context.RequestAborted));
        var items = new List<RequestView>(page.Items.Count);
        foreach (var request in page.Items)
        {
            items.Add(await views.ShowAsync(request, context.RequestAborted));
        }

        return TypedResults.Ok(new Page<RequestView>(items, page.Next));
    }

    private static RequestFilter ReadFilter(QueryReader query, Caller caller)
    {
        var filter = new RequestFilter
        {
            Viewer = caller.Viewer,
            Status = ReadStatus(query),
            Tool = query.Text("tool"),
            Agent = query.Text("agent") is { } agent
                ? AgentId.Parse(agent) ?? throw QueryReader.Invalid("agent", $"is an agent's id: {Identifier.Rule}")
                : null,
            Role = query.Text("role") is { } role
                ? RoleName.Parse(role) ?? throw QueryReader.Invalid("role", $"is a role's name: {Identifier.Rule}")
                : null,
            ReviewableBy = ReadReviewer(query, caller),
            After = query.Text("after"),
            Limit = query.Number("limit", 1, RequestFilter.MaxLimit) ?? RequestFilter.StandardLimit,
        };
        query.RefuseTheRest();
        return filter;
    }

    private static RequestStatus? ReadStatus(QueryReader query) => query.Text("status") switch
    {
        null => null,
        "pending" => RequestStatus.Pending,
        "approved" => RequestStatus.Approved,
        "denied" => RequestStatus.Denied,
        "expired" => RequestStatus.Expired,
        "cancelled" => RequestStatus.Cancelled,
        _ => throw QueryReader.Invalid("status", "is pending, approved, denied, expired or cancelled"),
    };

    private static Viewer.Person? ReadReviewer(QueryReader query, Caller caller) =>
        (query.Text("reviewer"), caller) switch
        {
            (null, _) => null,
            ("me", Caller.Person person) => new Viewer.Person(person.Standing),
            ("me", _) => throw QueryReader.Invalid("reviewer", "is 'me' for persons only"),
            _ => throw QueryReader.Invalid("reviewer", "is 'me'"),
        };
}
