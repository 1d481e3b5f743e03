using System.Collections.Immutable;
using Approvals.Core.Policies;

namespace Approvals.Core.Requests;

/// <summary>
/// What time alone does to a request. Every command comes after it, so that a deadline holds to the tick whether or
/// not a timer has fired.
/// </summary>
public static class Clock
{
    /// <summary>The clock reached something: lets it happen.</summary>
    /// <returns>The state as it now stands; unchanged where nothing was due.</returns>
    public static Step<ApprovalRequest> Tick(ApprovalRequest request, DateTimeOffset now) =>
        After(request, now, static (current, _) => Step.Unchanged(current));

    /// <summary>Lets time pass, runs the command on what is left, and stores both in one step.</summary>
    internal static Step<TOutcome> After<TOutcome>(
        ApprovalRequest request, DateTimeOffset now, Func<ApprovalRequest, DateTimeOffset, Step<TOutcome>> command)
    {
        // A clock that was set back does not take a record's time with it.
        now = now < request.UpdatedAt ? request.UpdatedAt : now;
        var (current, passed) = Pass(request, now);
        var step = command(current, now);
        var next = step.State ?? current;
        if (ReferenceEquals(next, request))
        {
            return step;
        }

        Invariants.CheckChange(request, next);
        return step with { State = next, Effects = [.. passed, .. step.Effects] };
    }

    private static (ApprovalRequest Request, ImmutableArray<Effect> Effects) Pass(ApprovalRequest request, DateTimeOffset now)
    {
        if (request.DueAfter is not { } due || now <= due)
        {
            return (request, []);
        }

        if (request.Status != RequestStatus.Pending)
        {
            return (request.Next(now) with { Claim = request.Claim! with { Lapsed = true } }, [new Effect.AnnounceUnknown()]);
        }

        return now > request.ExpiresAt
            ? (request.Next(now) with { Decision = Expiry(request, request.ExpiresAt.Value) }, [new Effect.AnnounceDecision()])
            : Escalate(request, now);
    }

    /// <summary>Whoever has not been reached yet is: the next tiers, and at half time everybody once more.</summary>
    private static (ApprovalRequest Request, ImmutableArray<Effect> Effects) Escalate(ApprovalRequest request, DateTimeOffset now)
    {
        var requirements = request.Evaluation.Requirements;
        ImmutableArray<int> reached = [.. requirements.Select(r => r.Tiers.Count(t => now > request.CreatedAt + t.After))];
        var asked = from i in Enumerable.Range(0, requirements.Length)
                    from tier in Enumerable.Range(request.TiersReached[i], reached[i] - request.TiersReached[i])
                    select (Effect)new Effect.AskTier(i, tier);
        var isHalfTime = !request.Reminded && now > request.HalfTime;
        return (
            request.Next(now) with { TiersReached = reached, Reminded = request.Reminded || isHalfTime },
            [.. asked, .. isHalfTime ? [new Effect.Remind()] : ImmutableArray<Effect>.Empty]);
    }

    private static Decision Expiry(ApprovalRequest request, DateTimeOffset deadline)
    {
        var waited = DurationText.Format(deadline - request.CreatedAt);
        return new Decision(
            RequestStatus.Expired,
            DecidedBy.Deadline,
            [],
            deadline,
            $"Not approved within {waited} ({request.Evaluation.Reason}); no answer in time is a denial");
    }
}
