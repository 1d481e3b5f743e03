using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
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
        if (person is not null && standing is null)
        {
            return [];
        }

        var authority = standing?.AsOf(request.PeopleAsOf);
        return request.Evaluation.Requirements
            .Select((requirement, place) => (requirement, place, reached: request.TiersReached[place]))
            .Where(r => r.reached < r.requirement.Tiers.Length
                && (authority is null
                    || (request.MayFill(r.requirement, authority) && TierOf(r.requirement, authority, r.reached) == r.reached)))
            .Select(r => new EarlyTier(r.place, r.reached, now));
    }

    /// <summary>
    /// After how many of the reached tiers the person was asked: however many cannot be reached, they have one tier asked
    /// for them, the one after theirs.
    /// </summary>
    private static int TierOf(Requirement requirement, Authority person, int reached) =>
        Enumerable.Range(1, reached).LastOrDefault(tier => person.InTime.Any(c => requirement.Tiers[tier - 1].Admits(c.Id, c.Roles)));
}
