using Approvals.Core.Policies;
using Approvals.Core.Tenants;

namespace Approvals.Core.Requests;

/// <summary>An agent asks; the policy allows, denies or escalates.</summary>
public static class Submitting
{
    /// <param name="existing">The request that has this id already, if any.</param>
    /// <param name="submission">What is asked.</param>
    /// <param name="context">What is known at this moment.</param>
    /// <param name="now">In UTC.</param>
    public static Step<SubmitOutcome> Submit(
        ApprovalRequest? existing, Submission submission, SubmissionContext context, DateTimeOffset now) =>
        existing is null
            ? Create(submission, context, now)
            : Clock.After(existing, now, (current, _) => Step.Unchanged<SubmitOutcome>(
                current.Fingerprint == submission.Fingerprint && current.Agent == submission.Agent
                    ? new SubmitOutcome.Repeated(current)
                    : new SubmitOutcome.IdempotencyMismatch(current)));

    private static Step<SubmitOutcome> Create(Submission submission, SubmissionContext context, DateTimeOffset now)
    {
        var asked = new ApprovalRequest
        {
            Tenant = submission.Tenant,
            Id = submission.Id,
            Version = 1,
            Agent = submission.Agent,
            Owner = context.Tenant.FindAgent(submission.Agent)?.Owner,
            OnBehalfOf = submission.OnBehalfOf,
            Action = submission.Action,
            CallbackUrl = submission.CallbackUrl,
            EarlierDenial = context.EarlierDenial is { } denial && denial.IsRemembered(now) ? denial : null,
            Fingerprint = submission.Fingerprint,
            Evaluation = context.Evaluation,
            CreatedAt = now,
            UpdatedAt = now,
        };
        var request = context.Evaluation.Decision switch
        {
            PolicyDecision.Allow => ByPolicy(asked, RequestStatus.Approved),
            PolicyDecision.Deny => ByPolicy(asked, RequestStatus.Denied),
            _ => Escalate(asked, context.Tenant),
        };
        if (request.Status != RequestStatus.Pending)
        {
            Invariants.Check(request);
            return Step.Changed<SubmitOutcome>(request, new SubmitOutcome.Created(request));
        }

        var limit = context.Tenant.PendingLimit;
        if (context.Pending >= limit)
        {
            return Step.Unchanged<SubmitOutcome>(new SubmitOutcome.TooManyPending(limit));
        }

        Invariants.Check(request);
        return Step.Changed<SubmitOutcome>(request, new SubmitOutcome.Created(request), new Effect.AskReviewers());
    }

    private static ApprovalRequest Escalate(ApprovalRequest asked, Tenant tenant)
    {
        asked = asked with { DirectoryAt = tenant.PeopleAt ?? tenant.CreatedAt };
        return QuorumPlan.Find(asked, tenant, asked.CreatedAt) is { } stepIns
            ? asked with
            {
                StepIns = stepIns,
                TiersReached = [.. stepIns.Select(_ => 0)],
                ExpiresAt = asked.CreatedAt + asked.Evaluation.Timeout,
            }
            : asked with { Decision = QuorumPlan.Impossible(asked, asked.CreatedAt) };
    }

    private static ApprovalRequest ByPolicy(ApprovalRequest asked, RequestStatus status) => asked with
    {
        Decision = new Decision(status, DecidedBy.Policy, [], asked.CreatedAt, asked.Evaluation.Reason),
    };
}
