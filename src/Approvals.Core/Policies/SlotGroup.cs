using System.Collections.Immutable;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Policies;

/// <summary>So many slots, each to be filled by a person with one of these roles, or by one of these persons.</summary>
public sealed record SlotGroup(int Threshold, ImmutableArray<RoleName> Roles, ImmutableArray<ReviewerId> Reviewers)
{
    public bool Admits(ReviewerId person, ImmutableArray<RoleName> roles) => Admission.Admits(Roles, Reviewers, person, roles);

    public bool Equals(SlotGroup? other) =>
        other is not null && Threshold == other.Threshold
        && Roles.SequenceEqual(other.Roles) && Reviewers.SequenceEqual(other.Reviewers);

    public override int GetHashCode() => HashCode.Combine(Threshold, Roles.Length, Reviewers.Length);

    public override string ToString() =>
        $"{Threshold} of {string.Join("/", Roles.Select(r => r.Value).Concat(Reviewers.Select(r => r.Value)))}";
}
