using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;
using Approvals.Web.Authentication;
using Approvals.Web.Bodies;
using Approvals.Web.Contract;
using Approvals.Web.OpenApi;
using Approvals.Web.OpenApi.Shapes;
using Approvals.Web.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Approvals.Web.Endpoints;

/// <summary><c>/v1/actions</c>: an agent asks to do something.</summary>
internal static class ActionsEndpoints
{
    private const int MaxCallbackUrl = 2_000;

    public static void MapActions(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/actions", SubmitAsync).RequireAuthorization(CallerPolicies.Agent)
            .Describe("askForAction", "actions", "Asks to do something, and is told at once what the policies say of it.")
            .Takes(DocumentedParameter.Wait, DocumentedParameter.IdempotencyKey)
            .Takes<ActionShape>("""{"tool":"payment.send","args":{"amount":5000,"to":"vendor-17"},"summary":"Pay invoice 8841"}""")
            .Answers<ActionAnswer>()
            .Answers<ActionAnswer>(StatusCodes.Status202Accepted)
            .Refuses(
                ProblemCode.EnvironmentNotAllowed, ProblemCode.CallbackNotAllowed, ProblemCode.IdempotencyMismatch, ProblemCode.TooManyPending,
                ProblemCode.UnknownExecutor, ProblemCode.AlreadyClaimed, ProblemCode.ApprovalLapsed, ProblemCode.Forbidden);

    private static async Task<IResult> SubmitAsync(
        HttpContext context, Caller caller, IRequests requests, ITenants tenants, Patience patience, TimeProvider time)
    {
        var agent = (Caller.Agent)caller;
        var query = new QueryReader(context.Request);
        var wait = query.Wait();
        query.RefuseTheRest();
        using var place = patience.Enter(caller, wait);
        var (submission, claim) = await ReadAsync(context, agent, time);
        if (RefuseEnvironment(agent, submission.Action.Environment) is { } notHere)
        {
            return notHere;
        }

        if (claim is not null && await FindRefusalAsync(submission, claim, requests, tenants, context.RequestAborted) is { } refusal)
        {
            return refusal;
        }

        return await requests.SubmitAsync(submission, context.RequestAborted) switch
        {
            SubmitOutcome.Created(var request) => await AnswerAsync(context, agent, request, wait, claim, requests, patience),
            SubmitOutcome.Repeated(var request) => await AnswerAsync(context, agent, request, wait, claim, requests, patience),
            SubmitOutcome.TooManyPending(var limit) => ApiProblem.Of(
                ProblemCode.TooManyPending, $"{limit} of your requests wait for people already; cancel one, or wait until one is decided."),
            SubmitOutcome.IdempotencyMismatch(var request) => ApiProblem.Of(
                ProblemCode.IdempotencyMismatch,
                $"This Idempotency-Key was used for another body, which is request {request.Id}. Use a new key for a new action."),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is not an outcome of submitting."),
        };
    }

    private static async Task<(Submission Submission, ClaimBody? Claim)> ReadAsync(HttpContext context, Caller.Agent agent, TimeProvider time)
    {
        var key = QueryReader.IdempotencyKey(context.Request);
        var body = await RequestBody.ReadObjectAsync(context.Request);
        var action = ActionBody.Read(body);
        var callbackUrl = ReadCallbackUrl(body, agent);
        var onBehalfOf = body.OptionalValue<ReviewerId>("onBehalfOf", $"is a person's id: {Identifier.Rule}");
        var claim = body.OptionalPart("claim", ClaimBody.Read);
        body.RefuseTheRest();
        var submission = new Submission
        {
            Tenant = agent.Tenant,
            Id = key is null ? Draw(time) : RequestId.Derive(agent.Tenant, agent.Id, key),
            Agent = agent.Id,
            OnBehalfOf = onBehalfOf,
            Action = action,
            CallbackUrl = callbackUrl,
            Fingerprint = ContentHash.Of(body.Canonical),
        };
        return (submission, claim);
    }

    /// <summary>Who names an executor that may not be named is told so before anything is recorded.</summary>
    private static async Task<IResult?> FindRefusalAsync(
        Submission submission, ClaimBody claim, IRequests requests, ITenants tenants, CancellationToken cancellation)
    {
        var self = new Claimant.Agent(submission.Agent).AsExecutor;
        var executor = claim.Executor ?? self;
        return await tenants.FindAsync(submission.Tenant, cancellation) is { } tenant && !tenant.MayExecute(executor, self)
            && await requests.FindAsync(submission.Tenant, submission.Id, cancellation) is null
                ? ClaimRefusal.Of(new ClaimOutcome.UnknownExecutor(executor))
                : null;
    }

    /// <exception cref="RefusedException">It is no address, or the key may not name it.</exception>
    private static string? ReadCallbackUrl(JsonObjectReader body, Caller.Agent agent)
    {
        if (body.OptionalText("callbackUrl", MaxCallbackUrl) is not { } text)
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || CallbackOrigin.OfAddress(address) is not { } origin || address.Fragment.Length > 0)
        {
            throw JsonObjectReader.Invalid("callbackUrl", "is an absolute https or http address without a user name or a fragment");
        }

        return agent.Entry.MayName(origin, agent.Key)
            ? address.AbsoluteUri
            : throw new RefusedException(
                ProblemCode.CallbackNotAllowed, $"Your key may not have answers sent to {origin}; an admin sets where it may.");
    }

    /// <summary>A version 7 UUID: unguessable, and in the order of time.</summary>
    private static RequestId Draw(TimeProvider time) =>
        RequestId.FromBytes(Guid.CreateVersion7(time.GetUtcNow()).ToByteArray(bigEndian: true));

    private static async Task<IResult> AnswerAsync(
        HttpContext context, Caller.Agent agent, ApprovalRequest request, TimeSpan wait, ClaimBody? claim, IRequests requests, Patience patience)
    {
        var current = request;
        if (request.Status == RequestStatus.Pending && wait > TimeSpan.Zero)
        {
            current = await patience.WaitAsync(requests, request.Tenant, request.Id, wait, context.RequestAborted) ?? request;
            agent = (Caller.Agent)await patience.AsOfNowAsync(agent, context.RequestAborted);
        }

        return current.Status switch
        {
            RequestStatus.Pending => TypedResults.Accepted($"/v1/requests/{current.Id}", ActionAnswer.Of(current)),
            RequestStatus.Approved when claim is not null => RefuseEnvironment(agent, current.Action.Environment)
                ?? await ClaimAsync(context, agent.Id, current, claim, requests),
            _ => TypedResults.Ok(ActionAnswer.Of(current)),
        };
    }

    /// <summary>An agent's key asks and claims in the environments that it lists alone.</summary>
    /// <returns>Null where it may.</returns>
    internal static IResult? RefuseEnvironment(Caller.Agent agent, string? environment) =>
        environment is not null && !agent.Entry.MayName(environment, agent.Key)
            ? ApiProblem.Of(ProblemCode.EnvironmentNotAllowed, $"Your key may not name the environment '{environment}'; an admin sets which it may.")
            : null;

    /// <summary>One operation with the asking: the same key finds the same permit.</summary>
    private static async Task<IResult> ClaimAsync(HttpContext context, AgentId agent, ApprovalRequest approved, ClaimBody claim, IRequests requests)
    {
        var command = new ClaimCommand(
            new Claimant.Agent(agent),
            approved.Action.Digest,
            claim.Executor,
            claim.Lease,
            QueryReader.IdempotencyKey(context.Request));
        var answer = await requests.ClaimAsync(approved.Tenant, approved.Id, command, context.RequestAborted);
        return answer is { Outcome: ClaimOutcome.Granted(var request), Permit: { } permit }
            ? TypedResults.Ok(ActionAnswer.Of(request) with { Permit = permit, LeaseEndsAt = request.Claim!.LeaseEndsAt })
            : ClaimRefusal.Of(answer.Outcome, ("requestId", approved.Id));
    }
}
