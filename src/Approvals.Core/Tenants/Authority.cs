using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Tenants;

/// <summary>All that a review by somebody can count for towards one request.</summary>
public sealed record Authority
{
    public required ReviewerId Id { get; init; }

    /// <summary>Their own first, then that of each whom they stand in for at that moment.</summary>
    [JsonRequired]
    public ImmutableArray<Capacity> Capacities { get; init; }

    /// <summary>Who stands in for them at that moment.</summary>
    [JsonRequired]
    public ImmutableArray<ReviewerId> Deputies { get; init; } = [];

    /// <summary>Whether they are an owner themselves: owners may step in whenever they became one.</summary>
    [JsonRequired]
    public bool IsOwner { get; init; }

    /// <summary>Whether their roles say it all.</summary>
    [JsonIgnore]
    public bool IsPlain => Capacities is [{ IsLate: false }] && Deputies.IsEmpty && IsOwner == Roles.Contains(WellKnownRoles.Owner);

    /// <summary>Whether they stand in for nobody, and nobody for them.</summary>
    [JsonIgnore]
    public bool IsAlone => Capacities.Length == 1 && Deputies.IsEmpty;

    /// <summary>Their own roles that count.</summary>
    [JsonIgnore]
    public ImmutableArray<RoleName> Roles => Capacities[0].Roles;

    /// <summary>Whom they stand in for.</summary>
    [JsonIgnore]
    public IEnumerable<ReviewerId> Principals => Capacities.Skip(1).Select(c => c.Id);

    /// <summary>What they act as that counts.</summary>
    [JsonIgnore]
    public IEnumerable<Capacity> InTime => Capacities.Where(c => !c.IsLate);

    /// <summary>Whether they may step in where people are missing, for themselves or in somebody's stead.</summary>
    [JsonIgnore]
    public bool MayStepIn => Capacities.Any(IsOwnerAs);

    /// <summary>Whether they are an owner in this capacity of theirs.</summary>
    public bool IsOwnerAs(Capacity capacity) => capacity.Id == Id ? IsOwner : capacity.Roles.Contains(WellKnownRoles.Owner);

    /// <summary>Somebody with these roles, who stands in for nobody.</summary>
    public static Authority Of(ReviewerId id, ImmutableArray<RoleName> roles) => new()
    {
        Id = id,
        Capacities = [new Capacity(id, roles)],
        IsOwner = roles.Contains(WellKnownRoles.Owner),
    };

    public bool Equals(Authority? other) =>
        other is not null && Id == other.Id && IsOwner == other.IsOwner
        && Capacities.SequenceEqual(other.Capacities) && Deputies.SequenceEqual(other.Deputies);

    public override int GetHashCode() => HashCode.Combine(Id, Capacities.Length, Deputies.Length, IsOwner);
}
