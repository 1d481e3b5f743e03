using System.Collections.Immutable;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Policies;

/// <summary>So many distinct reviewers, each with one of these roles, must approve.</summary>
public sealed record Requirement(int Threshold, ImmutableArray<RoleName> Roles)
{
    public bool Admits(IEnumerable<RoleName> roles) => roles.Any(Roles.Contains);

    public bool Equals(Requirement? other) =>
        other is not null && Threshold == other.Threshold && Roles.SequenceEqual(other.Roles);

    public override int GetHashCode() => HashCode.Combine(Threshold, Roles.Length);
}
