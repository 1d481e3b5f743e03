using System.Collections.Immutable;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Tenants;

/// <summary>
/// How a sign-in updates the directory: of the roles that stand in <see cref="Map"/>, a person holds those that the
/// claim's values stand for, and no other. Roles that do not stand in it are the admins' alone.
/// </summary>
/// <param name="Claim">The name of a claim that holds a text or a list of texts. A token without it gives no role.</param>
/// <param name="Map">Which value stands for which role.</param>
public sealed record RoleClaim(string Claim, ImmutableArray<MappedRole> Map)
{
    /// <summary>The most values that are mapped.</summary>
    public const int MaxMapped = 200;

    /// <summary>The roles of the person after a sign-in whose claim has these values.</summary>
    public ImmutableArray<RoleName> RolesOf(Reviewer person, IReadOnlyCollection<string> values) =>
    [
        .. person.Roles.Where(r => !Map.Any(m => m.Role == r)),
        .. Map.Where(m => values.Contains(m.Value, StringComparer.Ordinal)).Select(m => m.Role).Distinct(),
    ];
}
