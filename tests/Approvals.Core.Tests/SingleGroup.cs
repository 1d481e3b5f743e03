using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;

namespace Approvals.Core.Tests;

/// <summary>Speaks of requirements that have one group as of that group.</summary>
internal static class SingleGroup
{
    extension(Requirement requirement)
    {
        public int Threshold => Assert.Single(requirement.Groups).Threshold;

        public ImmutableArray<RoleName> Roles => Assert.Single(requirement.Groups).Roles;
    }

    extension(ApprovalTerms terms)
    {
        public int Threshold => terms.Requirement.Threshold;

        public ImmutableArray<RoleName> Roles => terms.Requirement.Roles;
    }
}
