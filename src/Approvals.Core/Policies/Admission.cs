using System.Collections.Immutable;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Policies;

/// <summary>Whom roles and names let in: anyone with one of the roles, and the persons named.</summary>
internal static class Admission
{
    public static bool Admits(
        ImmutableArray<RoleName> roles, ImmutableArray<ReviewerId> reviewers, ReviewerId person, ImmutableArray<RoleName> held)
    {
        foreach (var role in held)
        {
            if (roles.Contains(role))
            {
                return true;
            }
        }

        return reviewers.Contains(person);
    }
}
