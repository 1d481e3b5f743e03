using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;
using Approvals.Web.Auditing;
using Approvals.Web.Authentication;
using Approvals.Web.Bodies;
using Approvals.Web.Contract;
using Approvals.Web.OpenApi;
using Approvals.Web.OpenApi.Shapes;
using Approvals.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Approvals.Web.Endpoints;

/// <summary><c>/v1/requests/{id}/claim</c> and <c>/result</c>: the approved action is executed, once.</summary>
internal static class ExecutionEndpoints
{
    public static void MapExecution(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/requests/{id}/claim", ClaimAsync).RequireAuthorization(CallerPolicies.Claimant)
            .Describe("claimRequest", "requests", "Hands out the one permit of an approved action.")
            .Takes(DocumentedParameter.IdempotencyKey)
            .Takes<ClaimRequestShape>("""{"digest":"sha256:490b5cda58773d0269c8e28a0b2ace3e14fb813cf77399c9b199d80e6f744020","executor":"payments"}""")
            .Answers<ClaimView>()
            .Refuses(
                ProblemCode.NotFound, ProblemCode.DigestMismatch, ProblemCode.NotApproved, ProblemCode.ApprovalLapsed, ProblemCode.AlreadyClaimed,
                ProblemCode.NotTheExecutor, ProblemCode.UnknownExecutor, ProblemCode.Forbidden);
        routes.MapPost("/v1/requests/{id}/result", ReportAsync).RequireAuthorization(CallerPolicies.Reporter).Audited("execution.resolve")
            .Describe("reportResult", "requests", "Says what came of an execution. The first report stands.")
            .Takes<ResultShape>("""{"outcome":"succeeded","detail":{"transaction":"tx-1"}}""")
            .Answers<RequestView>()
            .Refuses(
                ProblemCode.NotFound, ProblemCode.NotClaimed, ProblemCode.NotTheExecutor, ProblemCode.AlreadyReported, ProblemCode.NotUnknown,
                ProblemCode.Forbidden);
    }

    private static async Task<IResult> ClaimAsync(string id, HttpContext context, Caller caller, IRequests requests)
    {
        new QueryReader(context.Request).RefuseTheRest();
        var body = await RequestBody.ReadObjectAsync(context.Request);
        var command = new ClaimCommand(
            ClaimantOf(caller),
            body.RequiredValue<ActionDigest>("digest", "is the digest of the action to be executed"),
            ClaimBody.ReadExecutor(body),
            ClaimBody.ReadLease(body),
            QueryReader.IdempotencyKey(context.Request));
        body.RefuseTheRest();
        if (RequestId.Parse(id) is not { } requestId)
        {
            return ApiProblem.NotFound();
        }

        if (caller is Caller.Agent agent
            && await requests.FindAsync(caller.Tenant, requestId, context.RequestAborted) is { } asked && asked.Agent == agent.Id
            && ActionsEndpoints.RefuseEnvironment(agent, asked.Action.Environment) is { } refusal)
        {
            return refusal;
        }

        var answer = await requests.ClaimAsync(caller.Tenant, requestId, command, context.RequestAborted);
        return answer is { Outcome: ClaimOutcome.Granted(var request), Permit: { } permit }
            ? TypedResults.Ok(new ClaimView(request.Id, permit, request.Claim!.LeaseEndsAt))
            : ClaimRefusal.Of(answer.Outcome);
    }

    private static async Task<IResult> ReportAsync(
        string id, HttpContext context, Caller caller, IRequests requests, RequestViews views)
    {
        if (caller.AsAdministrator is { } administrator)
        {
            return await ResolveAsync(id, context, caller.Tenant, administrator, requests, views);
        }

        new QueryReader(context.Request).RefuseTheRest();
        var body = await RequestBody.ReadObjectAsync(context.Request);
        var command = new ReportCommand(ClaimantOf(caller), ReadOutcome(body), body.OptionalObject("detail"));
        body.RefuseTheRest();
        if (RequestId.Parse(id) is not { } requestId)
        {
            return ApiProblem.NotFound();
        }

        var outcome = await requests.ReportAsync(caller.Tenant, requestId, command, context.RequestAborted);
        return outcome switch
        {
            ReportOutcome.Recorded(var request) => await views.AnswerAsync(request, context.RequestAborted),
            ReportOutcome.Repeated(var request) => await views.AnswerAsync(request, context.RequestAborted),
            _ => Refuse(outcome),
        };
    }

    /// <summary>An admin says what came of an execution on which nobody reported, and how they know.</summary>
    private static async Task<IResult> ResolveAsync(
        string id, HttpContext context, TenantId tenant, Administrator administrator, IRequests requests, RequestViews views)
    {
        new QueryReader(context.Request).RefuseTheRest();
        var body = await RequestBody.ReadObjectAsync(context.Request);
        var command = new ResolveCommand(
            administrator, ReadOutcome(body), body.RequiredText("reason", Resolution.MaxReason), body.OptionalObject("detail"));
        body.RefuseTheRest();
        if (RequestId.Parse(id) is not { } requestId)
        {
            return ApiProblem.NotFound();
        }

        var outcome = await requests.ResolveAsync(tenant, requestId, command, context.RequestAborted);
        return outcome switch
        {
            ResolveOutcome.Recorded(var request) => await views.AnswerAsync(request, context.RequestAborted),
            ResolveOutcome.Repeated(var request) => await views.AnswerAsync(request, context.RequestAborted),
            ResolveOutcome.NotFound => ApiProblem.NotFound(),
            ResolveOutcome.NotAnAdmin => ApiProblem.ForStatus(StatusCodes.Status403Forbidden),
            ResolveOutcome.NotUnknown(var execution) => ApiProblem.Of(
                ProblemCode.NotUnknown,
                $"The execution is '{EnumWords.Of(execution)}'; an admin resolves only what is 'unknown' because its lease ended without a report."),
            ResolveOutcome.AlreadyReported(var report) => AlreadyReported(report),
            _ => throw new InvalidOperationException($"{outcome.GetType().Name} is not an outcome of resolving."),
        };
    }

    private static ReportedOutcome ReadOutcome(JsonObjectReader body) =>
        body.RequiredWord("outcome", ("succeeded", ReportedOutcome.Succeeded), ("failed", ReportedOutcome.Failed));

    private static Claimant ClaimantOf(Caller caller) => caller switch
    {
        Caller.Agent agent => new Claimant.Agent(agent.Id),
        Caller.Executor executor => new Claimant.Executor(executor.Id),
        _ => throw new InvalidOperationException($"{caller.GetType().Name} claims nothing."),
    };

    private static IResult Refuse(ReportOutcome outcome) => outcome switch
    {
        ReportOutcome.NotFound => ApiProblem.NotFound(),
        ReportOutcome.NotClaimed => ApiProblem.Of(
            ProblemCode.NotClaimed, "No permit was handed out, so there is no result to report."),
        ReportOutcome.NotTheExecutor => ApiProblem.Of(
            ProblemCode.NotTheExecutor, "Only the executor named in the permit and whoever claimed it report the result."),
        ReportOutcome.AlreadyReported(var report) => AlreadyReported(report),
        _ => throw new InvalidOperationException($"{outcome.GetType().Name} is not a refusal of a report."),
    };

    private static ProblemHttpResult AlreadyReported(Report report) => ApiProblem.Of(
        ProblemCode.AlreadyReported,
        $"'{EnumWords.Of(report.Outcome)}' was reported at {Rfc3339.Format(report.At)}; the first report stands.");
}
