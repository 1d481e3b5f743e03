using System.Collections.Immutable;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Tenants;

/// <summary>An active person as the directory has them at one moment.</summary>
public sealed record Standing
{
    public required ReviewerId Id { get; init; }

    /// <summary>Since when the person is active, in UTC.</summary>
    public DateTimeOffset Since { get; init; }

    public required ImmutableArray<RoleGrant> Grants { get; init; }

    /// <summary>Whom the person stands in for at this moment, and when they were appointed.</summary>
    public ImmutableArray<(Standing Principal, DateTimeOffset Since)> Principals { get; init; } = [];

    /// <summary>Who stands in for the person at this moment.</summary>
    public ImmutableArray<ReviewerId> Deputies { get; init; } = [];

    /// <summary>Whether the person holds the role, or stands in for somebody who does.</summary>
    public bool Holds(RoleName role) =>
        Grants.Any(g => g.Role == role) || Principals.Any(p => p.Principal.Grants.Any(g => g.Role == role));

    /// <summary>
    /// What the person is towards those who were asked at this time: what was given later does not count. But owners
    /// step in whenever they became one.
    /// </summary>
    public Authority AsOf(DateTimeOffset time) => new()
    {
        Id = Id,
        Capacities = [OwnAsOf(time), .. Principals.Select(p => p.Principal.ActedForAsOf(time, p.Since))],
        Deputies = Deputies,
        IsOwner = Holds(WellKnownRoles.Owner),
    };

    private Capacity OwnAsOf(DateTimeOffset time) =>
        new(Id, [.. Grants.Where(g => g.Since <= time).Select(g => g.Role)], Since > time);

    private Capacity ActedForAsOf(DateTimeOffset time, DateTimeOffset appointed) =>
        appointed > time ? new Capacity(Id, [], IsLate: true) : OwnAsOf(time);
}
