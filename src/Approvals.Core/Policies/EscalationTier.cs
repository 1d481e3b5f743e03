using System.Collections.Immutable;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Policies;

/// <summary>People who are asked as well when nobody has decided for so long: they may fill any slot that is open.</summary>
/// <param name="After">Counted from the asking; before the timeout.</param>
/// <param name="Roles">Anyone with one of these roles.</param>
/// <param name="Reviewers">And these persons.</param>
public sealed record EscalationTier(TimeSpan After, ImmutableArray<RoleName> Roles, ImmutableArray<ReviewerId> Reviewers)
{
    /// <summary>Where they are asked; null where the requirement or the tenant's map of urgencies says it.</summary>
    public ImmutableArray<ChannelName>? Channels { get; init; }

    public bool Admits(ReviewerId person, ImmutableArray<RoleName> roles) => Admission.Admits(Roles, Reviewers, person, roles);

    public bool Equals(EscalationTier? other) =>
        other is not null && After == other.After
        && Roles.SequenceEqual(other.Roles) && Reviewers.SequenceEqual(other.Reviewers)
        && ChannelNames.AreSame(Channels, other.Channels);

    public override int GetHashCode() => HashCode.Combine(After, Roles.Length, Reviewers.Length);
}
