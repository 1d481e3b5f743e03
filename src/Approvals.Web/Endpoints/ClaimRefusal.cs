using Approvals.Core.Json;
using Approvals.Core.Requests;
using Approvals.Web.Contract;
using Approvals.Web.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Approvals.Web.Endpoints;

/// <summary>Why a permit was not handed out.</summary>
internal static class ClaimRefusal
{
    /// <param name="outcome">What became of the claim.</param>
    /// <param name="members">Further members of the problem, by their names.</param>
    public static ProblemHttpResult Of(ClaimOutcome outcome, params (string Name, object? Value)[] members) => outcome switch
    {
        ClaimOutcome.NotFound => ApiProblem.NotFound(),
        ClaimOutcome.ForAnotherExecutor => ApiProblem.Of(
            ProblemCode.NotTheExecutor, "An executor claims for itself; leave 'executor' out or name yourself.", members),
        ClaimOutcome.UnknownExecutor(var executor) => ApiProblem.Of(
            ProblemCode.UnknownExecutor, $"The tenant lists its executors, and '{executor}' is none of them. No permit was spent.", members),
        ClaimOutcome.DigestMismatch(var expected) => ApiProblem.Of(
            ProblemCode.DigestMismatch, $"What was asked for is {expected}; a permit is for exactly that.", members),
        ClaimOutcome.NotApproved(var status, var decision) => ApiProblem.Of(
            ProblemCode.NotApproved,
            decision is null ? "Nobody has decided yet; wait for the decision." : $"{decision.Reason}.",
            [("requestStatus", status), ("decision", decision is null ? null : DecisionView.Of(decision)), .. members]),
        ClaimOutcome.ApprovalLapsed(var at) => ApiProblem.Of(
            ProblemCode.ApprovalLapsed, $"The approval could be used until {Rfc3339.Format(at)}. Ask again.", members),
        ClaimOutcome.AlreadyClaimed(var claim) => ApiProblem.Of(
            ProblemCode.AlreadyClaimed,
            $"The one permit was handed out at {Rfc3339.Format(claim.ClaimedAt)} for {claim.Executor}; there is no second one.",
            members),
        _ => throw new InvalidOperationException($"{outcome.GetType().Name} is not a refusal of a claim."),
    };
}
