using System.Collections.Immutable;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Tenants;

/// <summary>What somebody acts as towards one request: themselves, or a person whom they stand in for.</summary>
/// <param name="Id">The person whose authority it is.</param>
/// <param name="Roles">The roles of that person that count.</param>
/// <param name="IsLate">Whether it came after the people were asked, or is gone: then it counts for nothing.</param>
public sealed record Capacity(ReviewerId Id, ImmutableArray<RoleName> Roles, bool IsLate = false)
{
    public bool Equals(Capacity? other) =>
        other is not null && Id == other.Id && IsLate == other.IsLate && Roles.SequenceEqual(other.Roles);

    public override int GetHashCode() => HashCode.Combine(Id, Roles.Length, IsLate);
}
