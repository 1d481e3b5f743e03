using System.Collections.Immutable;
using Approvals.Core.Identifiers;
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
    /// <param name="openTo">The groups open to a capacity.</param>
    public static Candidate Of(Authority authority, Func<Capacity, ImmutableArray<int>> openTo) => new(
        authority.Id,
        [.. authority.Capacities.Select(c => (c.Id, openTo(c)))],
        authority.IsAlone ? [] : [.. authority.Principals, .. authority.Deputies]);
}
