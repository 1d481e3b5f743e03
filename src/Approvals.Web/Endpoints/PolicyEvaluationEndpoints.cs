using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
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

/// <summary><c>/v1/policies:evaluate</c>: what would be said of an action. Nothing is recorded.</summary>
internal static class PolicyEvaluationEndpoints
{
    /// <summary>A draft is as long as a policy may be, and stands in the body as text.</summary>
    private const int MaxBytes = PolicyCompiler.MaxBytes + RequestBody.MaxJsonBytes;

    public static void MapPolicyEvaluation(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/policies:evaluate", EvaluateAsync).RequireAuthorization(CallerPolicies.Auditor)
            .Describe("evaluatePolicies", "policies", "What the policies, or a draft among them, would say of an action, and why. Nothing is recorded.")
            .Takes<QuestionShape>("""{"agent":"demo-agent","tool":"payment.send","args":{"amount":5000},"draft":{"policy":"payments","source":"rules: [{tool: payment.send, action: deny}]"}}""")
            .Answers<EvaluationView>()
            .Refuses(ProblemCode.PolicyInvalid, ProblemCode.Forbidden);

    private static async Task<IResult> EvaluateAsync(HttpContext context, Caller caller, IPolicies policies, TimeProvider time)
    {
        new QueryReader(context.Request).RefuseTheRest();
        var body = await RequestBody.ReadObjectAsync(context.Request, MaxBytes);
        var agent = body.RequiredValue<AgentId>("agent", $"is an agent's id: {Identifier.Rule}");
        var action = ActionBody.Read(body);
        var draft = body.OptionalPart("draft", Draft.Read);
        body.RefuseTheRest();
        var now = time.GetUtcNow();
        var published = await policies.FindAsync(caller.Tenant, context.RequestAborted);
        return draft?.AddTo(published, caller.Name, now) switch
        {
            PublishOutcome.Published(var drafted) => Answer(published.With(drafted), action, agent, now),
            PublishOutcome.Refused(var errors) => ApiProblem.PolicyInvalid(errors),
            _ => Answer(published, action, agent, now),
        };
    }

    private static IResult Answer(PolicySet policies, RequestedAction action, AgentId agent, DateTimeOffset now) =>
        TypedResults.Ok(EvaluationView.Of(policies.Explain(action.ProposedBy(agent), now), action.Digest));

    /// <summary>A document in the place of the published one of its name, or beside the others.</summary>
    private sealed record Draft(PolicyName Policy, string Source)
    {
        public static Draft Read(JsonObjectReader part) => new(
            part.RequiredValue<PolicyName>("policy", $"is a policy's name: {Identifier.Rule}"),
            part.RequiredText("source", PolicyCompiler.MaxBytes));

        /// <summary>What its publication would come to.</summary>
        public PublishOutcome AddTo(PolicySet published, string by, DateTimeOffset now) => Publishing.Publish(
            published.Policies.FirstOrDefault(p => p.Policy.Name == Policy),
            new Publication(Policy, Source, IfVersion: null, by),
            PolicyDraft.Of(Source, Policy),
            now);
    }
}
