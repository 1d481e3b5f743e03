using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Policies;

/// <summary>
/// What one escalating rule asks for: every group filled, one person filling one slot at most. Several requirements
/// are met each for itself, and a person may fill a slot in each.
/// </summary>
public sealed record Requirement
{
    public required ImmutableArray<SlotGroup> Groups { get; init; }

    /// <summary>Whether the groups are asked one after the other.</summary>
    public required bool InOrder { get; init; }

    /// <summary>So many reviewers must deny before the request is denied.</summary>
    public required int Denials { get; init; }

    /// <summary>Whether the agent's owner is kept from reviewing, as the person is whom it serves in any case.</summary>
    public required bool SeparateOwner { get; init; }

    /// <summary>The earliest first.</summary>
    [JsonRequired]
    public ImmutableArray<EscalationTier> Tiers { get; init; } = [];

    /// <summary>Where people are asked; null where the tenant's map of urgencies says it.</summary>
    public ImmutableArray<ChannelName>? Channels { get; init; }

    /// <summary>How many persons must approve.</summary>
    internal int Slots => Groups.Sum(g => g.Threshold);

    /// <summary>Whether a person may fill some slot of it, by name or by role.</summary>
    public bool Admits(ReviewerId person, ImmutableArray<RoleName> roles) => Groups.Any(g => g.Admits(person, roles));

    public bool Equals(Requirement? other) =>
        other is not null && InOrder == other.InOrder && Denials == other.Denials
        && SeparateOwner == other.SeparateOwner && Groups.SequenceEqual(other.Groups) && Tiers.SequenceEqual(other.Tiers)
        && ChannelNames.AreSame(Channels, other.Channels);

    public override int GetHashCode() => HashCode.Combine(Groups.Length, InOrder, Denials, SeparateOwner);
}
