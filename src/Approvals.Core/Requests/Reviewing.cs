using System.Collections.Immutable;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Requests;

/// <summary>A person reviews; the last approval that is needed, or the last denial that it takes, decides.</summary>
public static class Reviewing
{
    public static Step<ReviewOutcome> Review(ApprovalRequest request, ReviewCommand command, DateTimeOffset now) =>
        Clock.After(request, now, (current, time) =>
            Refusal(current, command) is { } refusal ? Step.Unchanged(refusal) : Record(current, command, time));

    private static ReviewOutcome? Refusal(ApprovalRequest request, ReviewCommand command)
    {
        var person = command.Reviewer;
        if (!person.Active || !request.Evaluation.Requirements.Any(r => request.Asks(r, person.Id, person.Roles)))
        {
            return new ReviewOutcome.NotAReviewer();
        }

        if (!request.Evaluation.Requirements.Any(r => request.MayFill(r, person.Id, person.Roles)))
        {
            return new ReviewOutcome.SelfReview();
        }

        if (command.Digest != request.Action.Digest)
        {
            return new ReviewOutcome.DigestMismatch(request.Action.Digest);
        }

        if (request.Reviews.FirstOrDefault(r => r.Reviewer == person.Id) is { } earlier)
        {
            return earlier.Verdict == command.Verdict
                ? new ReviewOutcome.Repeated(request)
                : new ReviewOutcome.AlreadyReviewed(earlier);
        }

        return request.Decision switch
        {
            null when command.Verdict == Verdict.Approve && !request.IsTurnOf(person.Id, person.Roles) => new ReviewOutcome.NotYetAsked(),
            null => null,
            { Status: RequestStatus.Expired } expired => new ReviewOutcome.Expired(expired),
            var decision => new ReviewOutcome.AlreadyDecided(decision),
        };
    }

    private static Step<ReviewOutcome> Record(ApprovalRequest request, ReviewCommand command, DateTimeOffset now)
    {
        var reviewed = request.Next(now) with
        {
            Reviews = request.Reviews.Add(new Review
            {
                Reviewer = command.Reviewer.Id,
                Verdict = command.Verdict,
                Comment = command.Comment,
                Channel = command.Channel,
                At = now,
                Digest = command.Digest,
                Roles = command.Reviewer.Roles,
            }),
        };
        var decided = reviewed with { Decision = Decide(reviewed, now) };
        return decided.Decision is null
            ? Step.Changed<ReviewOutcome>(decided, new ReviewOutcome.Recorded(decided))
            : Step.Changed<ReviewOutcome>(decided, new ReviewOutcome.Recorded(decided), new Effect.AnnounceDecision());
    }

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
