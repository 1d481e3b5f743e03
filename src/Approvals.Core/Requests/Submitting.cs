using Approvals.Core.Policies;
using Approvals.Core.Tenants;

namespace Approvals.Core.Requests;

/// <summary>An agent asks; the policy allows, denies or escalates.</summary>
public static class Submitting
{
    /// <param name="existing">The request that has this id already, if any.</param>
    /// <param name="submission">What is asked.</param>
    /// <param name="tenant">The directory: who answers for the agent, and who there is to approve.</param>
    /// <param name="evaluation">What the tenant's policies say of it.</param>
    /// <param name="now">In UTC.</param>
    public static Step<SubmitOutcome> Submit(
        ApprovalRequest? existing, Submission submission, Tenant tenant, Evaluation evaluation, DateTimeOffset now) =>
        existing is null
            ? Create(submission, tenant, evaluation, now)
            : Clock.After(existing, now, (current, _) => Step.Unchanged<SubmitOutcome>(
                current.Fingerprint == submission.Fingerprint
                    ? new SubmitOutcome.Repeated(current)
                    : new SubmitOutcome.IdempotencyMismatch(current)));

    private static Step<SubmitOutcome> Create(
        Submission submission, Tenant tenant, Evaluation evaluation, DateTimeOffset now)
    {
        var asked = new ApprovalRequest
        {
            Tenant = submission.Tenant,
            Id = submission.Id,
            Version = 1,
            Agent = submission.Agent,
            Owner = tenant.FindAgent(submission.Agent)?.Owner,
            OnBehalfOf = submission.OnBehalfOf,
            Action = submission.Action,
            Fingerprint = submission.Fingerprint,
            Evaluation = evaluation,
            CreatedAt = now,
            UpdatedAt = now,
        };
        var request = evaluation.Decision switch
        {
            PolicyDecision.Allow => ByPolicy(asked, RequestStatus.Approved),
            PolicyDecision.Deny => ByPolicy(asked, RequestStatus.Denied),
            _ => Escalate(asked, tenant),
        };
        Invariants.Check(request);
        return request.Status == RequestStatus.Pending
            ? Step.Changed<SubmitOutcome>(request, new SubmitOutcome.Created(request), new Effect.AskReviewers())
            : Step.Changed<SubmitOutcome>(request, new SubmitOutcome.Created(request));
    }

    private static ApprovalRequest Escalate(ApprovalRequest asked, Tenant tenant) =>
        QuorumPlan.Find(asked, tenant.Reviewers) is { } stepIns
            ? asked with
            {
                StepIns = stepIns,
                TiersReached = [.. stepIns.Select(_ => 0)],
                ExpiresAt = asked.CreatedAt + asked.Evaluation.Timeout,
            }
            : asked with { Decision = Impossible(asked) };

    private static Decision Impossible(ApprovalRequest asked)
    {
        var groups = string.Join(" and ", asked.Evaluation.Requirements.SelectMany(r => r.Groups));
        return new Decision(
            RequestStatus.Denied,
            DecidedBy.Policy,
            [],
            asked.CreatedAt,
            $"Too few people can approve this: {groups} must ({asked.Evaluation.Reason})",
            Decision.QuorumImpossible);
    }

    private static ApprovalRequest ByPolicy(ApprovalRequest asked, RequestStatus status) => asked with
    {
        Decision = new Decision(status, DecidedBy.Policy, [], asked.CreatedAt, asked.Evaluation.Reason),
    };
}
