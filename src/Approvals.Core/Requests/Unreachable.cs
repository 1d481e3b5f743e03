using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;

namespace Approvals.Core.Requests;

/// <summary>
/// Somebody who was asked is reached by no channel: the next tier of whatever asks them is asked at once, instead of at
/// its time.
/// </summary>
public static class Unreachable
{
    /// <param name="request">The request.</param>
    /// <param name="person">Who is not reached; null for all who were asked at one place.</param>
    /// <param name="tenant">The directory as it now stands.</param>
    /// <param name="now">In UTC.</param>
    /// <returns>The state as it now stands; unchanged where there is no further tier.</returns>
    public static Step<ApprovalRequest> BringForward(ApprovalRequest request, ReviewerId? person, Tenant tenant, DateTimeOffset now) =>
        Clock.After(request, now, (current, time) =>
        {
            var next = NextTiers(current, person, tenant, time).ToImmutableArray();
            if (current.Status != RequestStatus.Pending || next.IsEmpty)
            {
                return Step.Unchanged(current);
            }

            var brought = current.Next(time) with
            {
                TiersReached = [.. current.TiersReached.Select((reached, i) => next.Any(e => e.Requirement == i) ? reached + 1 : reached)],
                EarlyTiers = [.. current.EarlyTiers ?? [], .. next],
            };

            // What was one approval too many before may be one that the tier lets fill another slot.
            brought = brought with { Decision = Reviewing.Decide(brought, time) };
            return Step.Changed(brought, brought, brought.Decision is null
                ? [.. next.Select(e => new Effect.AskTier(e.Requirement, e.Tier))]
                : Effect.OfDecision(brought));
        });

    private static IEnumerable<EarlyTier> NextTiers(ApprovalRequest request, ReviewerId? person, Tenant tenant, DateTimeOffset now)
    {
        var standing = person is null ? null : tenant.StandingOf(person, now);
        return person is not null && standing is null
            ? []
            : request.Evaluation.Requirements
                .Select((requirement, place) => (requirement, place))
                .Where(r => request.TiersReached[r.place] < r.requirement.Tiers.Length
                    && (standing is null || request.MayFill(r.requirement, standing)))
                .Select(r => new EarlyTier(r.place, request.TiersReached[r.place], now));
    }
}
