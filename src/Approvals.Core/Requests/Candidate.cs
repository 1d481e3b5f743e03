using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Tenants;

namespace Approvals.Core.Requests;

/// <summary>One person who could fill a slot of some groups, and who must not fill another beside them.</summary>
/// <param name="Id">The person.</param>
/// <param name="Groups">By capacity, the groups open to them, by index.</param>
/// <param name="Related">Those with whom they share one slot: whom they stand in for, and who stands in for them.</param>
internal sealed record Candidate(
    ReviewerId Id,
    ImmutableArray<(ReviewerId Capacity, ImmutableArray<int> Groups)> Groups,
    ImmutableArray<ReviewerId> Related)
{
    /// <summary>As whom the person acts, if not as themselves alone.</summary>
    public IEnumerable<ReviewerId> Principals => Groups.Select(g => g.Capacity).Where(c => c != Id);

    /// <param name="authority">With what authority the person acts.</param>
    /// <param name="groups">The slots.</param>
    /// <param name="tiers">Whoever belongs to one of these may fill any slot.</param>
    /// <param name="owners">Whether owners may fill any slot.</param>
    public static Candidate For(
        Authority authority, ImmutableArray<SlotGroup> groups, ImmutableArray<EscalationTier> tiers, bool owners)
    {
        var open = ImmutableArray.CreateBuilder<(ReviewerId, ImmutableArray<int>)>(authority.Capacities.Length);
        foreach (var capacity in authority.Capacities)
        {
            var isOpen = (owners && authority.IsOwnerAs(capacity)) || IsOfTier(tiers, capacity);
            open.Add((capacity.Id, isOpen ? Quorum.AllOf(groups) : Quorum.AdmittedTo(groups, capacity)));
        }

        return new Candidate(
            authority.Id, open.MoveToImmutable(), authority.IsAlone ? [] : [.. authority.Principals, .. authority.Deputies]);
    }

    private static bool IsOfTier(ImmutableArray<EscalationTier> tiers, Capacity capacity) =>
        !tiers.IsEmpty && !capacity.IsLate && tiers.Any(t => t.Admits(capacity.Id, capacity.Roles));

    /// <summary>The same without the capacities to which no group is open.</summary>
    public Candidate WithOpenGroups() => Groups.All(g => !g.Groups.IsEmpty) ? this : this with { Groups = [.. Groups.Where(g => !g.Groups.IsEmpty)] };
}
