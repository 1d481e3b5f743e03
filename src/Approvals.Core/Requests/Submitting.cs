using Approvals.Core.Identifiers;
using Approvals.Core.Policies;

namespace Approvals.Core.Requests;

/// <summary>An agent asks; the policy allows, denies or escalates.</summary>
public static class Submitting
{
    /// <param name="existing">The request that has this id already, if any.</param>
    /// <param name="submission">What is asked.</param>
    /// <param name="owner">The person who answers for the agent, if any.</param>
    /// <param name="evaluation">What the tenant's policies say of it.</param>
    /// <param name="now">In UTC.</param>
    public static Step<SubmitOutcome> Submit(
        ApprovalRequest? existing, Submission submission, ReviewerId? owner, Evaluation evaluation, DateTimeOffset now) =>
        existing is null
            ? Create(submission, owner, evaluation, now)
            : Clock.After(existing, now, (current, _) => Step.Unchanged<SubmitOutcome>(
                current.Fingerprint == submission.Fingerprint
                    ? new SubmitOutcome.Repeated(current)
                    : new SubmitOutcome.IdempotencyMismatch(current)));

    private static Step<SubmitOutcome> Create(
        Submission submission, ReviewerId? owner, Evaluation evaluation, DateTimeOffset now)
    {
        var request = new ApprovalRequest
        {
            Tenant = submission.Tenant,
            Id = submission.Id,
            Version = 1,
            Agent = submission.Agent,
            Owner = owner,
            OnBehalfOf = submission.OnBehalfOf,
            Action = submission.Action,
            Fingerprint = submission.Fingerprint,
            Evaluation = evaluation,
            CreatedAt = now,
            UpdatedAt = now,
            ExpiresAt = evaluation.Decision == PolicyDecision.Escalate ? now + evaluation.Timeout : null,
            Decision = evaluation.Decision switch
            {
                PolicyDecision.Allow => ByPolicy(RequestStatus.Approved, evaluation, now),
                PolicyDecision.Deny => ByPolicy(RequestStatus.Denied, evaluation, now),
                _ => null,
            },
        };
        Invariants.Check(request);
        return request.Status == RequestStatus.Pending
            ? Step.Changed<SubmitOutcome>(request, new SubmitOutcome.Created(request), new Effect.AskReviewers())
            : Step.Changed<SubmitOutcome>(request, new SubmitOutcome.Created(request));
    }

    private static Decision ByPolicy(RequestStatus status, Evaluation evaluation, DateTimeOffset now) =>
        new(status, DecidedBy.Policy, [], now, evaluation.Reason);
}
