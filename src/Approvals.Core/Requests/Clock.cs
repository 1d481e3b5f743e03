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

    /// <summary>
    /// Lets everything happen that was due, in the order of its time, so that what comes of it does not hang on when
    /// anybody looked.
    /// </summary>
    private static (ApprovalRequest Request, ImmutableArray<Effect> Effects) Pass(ApprovalRequest request, DateTimeOffset now)
    {
        if (request.DueAfter is not { } first || now <= first)
        {
            return (request, []);
        }

        var current = request.Next(now);
        var asked = ImmutableArray.CreateBuilder<Effect>();
        while (current.DueAfter is { } due && now > due)
        {
            current = PassOne(current, due, asked);
        }

        return (current, (request.Status, current.Status) switch
        {
            (RequestStatus.Pending, RequestStatus.Pending) => asked.ToImmutable(),
            (RequestStatus.Pending, _) => Effect.OfDecision(current),
            _ => [new Effect.AnnounceUnknown()],
        });
    }

    private static ApprovalRequest PassOne(ApprovalRequest request, DateTimeOffset due, ImmutableArray<Effect>.Builder asked)
    {
        if (request.Status != RequestStatus.Pending)
        {
            return request with { Claim = request.Claim! with { Lapsed = true } };
        }

        return due == request.ExpiresAt
            ? request with { Decision = Expiry(request, due) }
            : Escalate(request, due, asked);
    }

    /// <summary>
    /// Reaches the tiers that are due, and at half time everybody once more. An approval that was one too many before
    /// may now be one that a tier lets fill another slot, so this can decide.
    /// </summary>
    private static ApprovalRequest Escalate(ApprovalRequest request, DateTimeOffset due, ImmutableArray<Effect>.Builder asked)
    {
        var requirements = request.Evaluation.Requirements;
        // Those that were brought forward stay reached.
        ImmutableArray<int> reached =
            [.. requirements.Select((r, i) => Math.Max(request.TiersReached[i], r.Tiers.Count(t => request.CreatedAt + t.After <= due)))];
        for (var i = 0; i < requirements.Length; i++)
        {
            for (var tier = request.TiersReached[i]; tier < reached[i]; tier++)
            {
                asked.Add(new Effect.AskTier(i, tier));
            }
        }

        var isHalfTime = !request.Reminded && request.HalfTime <= due;
        if (isHalfTime)
        {
            asked.Add(new Effect.Remind());
        }

        var next = request with { TiersReached = reached, Reminded = request.Reminded || isHalfTime };
        return next with { Decision = Reviewing.Decide(next, due) };
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
