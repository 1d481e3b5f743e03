using System.Collections.Immutable;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Tenants;

/// <summary>A person as the directory has them at one moment.</summary>
public sealed record Standing
{
    public required ReviewerId Id { get; init; }

    /// <summary>Whether they may do anything: whoever stands in for somebody who is not active has nothing of it.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>Since when the person is active, in UTC.</summary>
    public DateTimeOffset Since { get; init; }

    public required ImmutableArray<RoleGrant> Grants { get; init; }

    /// <summary>Whom the person stands in for at this moment, and when they were appointed.</summary>
    public ImmutableArray<(Standing Principal, DateTimeOffset Since)> Principals { get; init; } = [];

    /// <summary>Who stands in for the person at this moment.</summary>
    public ImmutableArray<ReviewerId> Deputies { get; init; } = [];

    /// <summary>
    /// What the person is towards those who were asked at this time: what was given later does not count. But owners
    /// step in whenever they became one.
    /// </summary>
    public Authority AsOf(DateTimeOffset time) => new()
    {
        Id = Id,
        Capacities = [OwnAsOf(time), .. Principals.Select(p => p.Principal.ActedForAsOf(time, p.Since))],
        Deputies = Deputies,
        IsOwner = Grants.Any(g => g.Role == WellKnownRoles.Owner),
    };

    private Capacity OwnAsOf(DateTimeOffset time) =>
        new(Id, [.. Grants.Where(g => g.Since <= time).Select(g => g.Role)], IsLate: Since > time);

    private Capacity ActedForAsOf(DateTimeOffset time, DateTimeOffset appointed) =>
        appointed > time || !IsActive ? new Capacity(Id, [], IsLate: true) : OwnAsOf(time);
}
