using Approvals.Core.Identifiers;

namespace Approvals.Core.Tenants;

/// <summary>The roles that mean something to the service itself.</summary>
public static class WellKnownRoles
{
    /// <summary>May publish policies and change the tenant.</summary>
    public static readonly RoleName Admin = new("admin");

    /// <summary>May read everything of the tenant and change nothing.</summary>
    public static readonly RoleName Auditor = new("auditor");

    /// <summary>May step in where a quorum cannot be filled otherwise.</summary>
    public static readonly RoleName Owner = new("owner");
}
