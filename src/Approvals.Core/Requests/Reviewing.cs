using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;

namespace Approvals.Core.Requests;

/// <summary>A person reviews; the last approval that is needed, or the last denial that it takes, decides.</summary>
public static class Reviewing
{
    public static Step<ReviewOutcome> Review(ApprovalRequest request, ReviewCommand command, DateTimeOffset now) =>
        Clock.After(request, now, (current, time) =>
        {
            var (renewed, asked) = QuorumPlan.Renew(current, command.Tenant, time);
            var person = command.Tenant.StandingOf(command.Reviewer, time)?.AsOf(renewed.PeopleAsOf);
            var step = Refusal(renewed, person, command.Input) is { } refusal
                ? Step.Unchanged(refusal)
                : Record(renewed, person!, command.Input, time);
            return step.State is null && !ReferenceEquals(renewed, current)
                ? step with { State = renewed, Effects = asked }
                : step with { Effects = [.. asked, .. step.Effects] };
        });

    private static ReviewOutcome? Refusal(ApprovalRequest request, Authority? person, ReviewInput input)
    {
        if (person is null || !request.AsksAny(person))
        {
            return new ReviewOutcome.NotAReviewer();
        }

        if (!request.MayFillAny(person))
        {
            return new ReviewOutcome.SelfReview();
        }

        if (input.Digest != request.Action.Digest)
        {
            return new ReviewOutcome.DigestMismatch(request.Action.Digest);
        }

        if (request.Reviews.FirstOrDefault(r => r.Reviewer == person.Id) is { } earlier)
        {
            return earlier.Verdict == input.Verdict
                ? new ReviewOutcome.Repeated(request)
                : new ReviewOutcome.AlreadyReviewed(earlier);
        }

        return request.Decision switch
        {
            null when input.Verdict == Verdict.Approve && !request.IsTurnOf(person) => new ReviewOutcome.NotYetAsked(),
            null when input.Verdict == Verdict.Approve && input.Proof < request.ProofNeeded =>
                new ReviewOutcome.StrongerProofNeeded(request.ProofNeeded),
            null => null,
            { Status: RequestStatus.Expired } expired => new ReviewOutcome.Expired(expired),
            var decision => new ReviewOutcome.AlreadyDecided(decision),
        };
    }

    private static Step<ReviewOutcome> Record(ApprovalRequest request, Authority person, ReviewInput input, DateTimeOffset now)
    {
        var reviewed = request.Next(now) with
        {
            Reviews = request.Reviews.Add(new Review
            {
                Reviewer = person.Id,
                Verdict = input.Verdict,
                Comment = input.Comment,
                Channel = input.Channel,
                At = now,
                Digest = input.Digest,
                Proof = input.Proof == Proof.Account ? null : input.Proof,
                Roles = person.Roles,
                Acting = person.IsPlain ? null : person,
            }),
        };
        var decided = reviewed with { Decision = Decide(reviewed, now) };
        return decided.Decision is null
            ? Step.Changed<ReviewOutcome>(decided, new ReviewOutcome.Recorded(decided), [.. NextGroups(request, decided)])
            : Step.Changed<ReviewOutcome>(decided, new ReviewOutcome.Recorded(decided), Effect.OfDecision(decided));
    }

    /// <summary>The review may have filled a group that others come after.</summary>
    private static IEnumerable<Effect> NextGroups(ApprovalRequest before, ApprovalRequest after) =>
        after.Evaluation.Requirements.Select((requirement, place) => (requirement, place))
            .Where(r => r.requirement.InOrder && after.GroupsAsked(r.requirement) > before.GroupsAsked(r.requirement))
            .Select(r => new Effect.AskNext(r.place));

    /// <summary>What the reviews come to, or null while more are needed.</summary>
    internal static Decision? Decide(ApprovalRequest request, DateTimeOffset now)
    {
        if (request.IsRefused)
        {
            var denials = request.Reviews.Where(r => r.Verdict == Verdict.Deny).ToList();
            var said = denials.Select(d => d.Comment is null ? d.Reviewer.Value : $"{d.Reviewer}: {d.Comment}");
            return new Decision(
                RequestStatus.Denied, DecidedBy.People, [.. denials.Select(d => d.Reviewer)], now, $"Denied by {string.Join("; ", said)}");
        }

        if (request.ApprovalsNeeded > 0)
        {
            return null;
        }

        ImmutableArray<ReviewerId> approvers = [.. request.Reviews.Where(r => r.Verdict == Verdict.Approve).Select(r => r.Reviewer)];
        return new Decision(
            RequestStatus.Approved, DecidedBy.People, approvers, now, $"Approved by {string.Join(", ", approvers)}");
    }
}
