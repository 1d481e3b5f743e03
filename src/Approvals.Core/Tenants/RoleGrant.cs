using Approvals.Core.Identifiers;

namespace Approvals.Core.Tenants;

/// <summary>That a person holds a role, and since when.</summary>
/// <param name="Role">The role.</param>
/// <param name="Since">In UTC; what was lost and given again counts from the second time.</param>
public sealed record RoleGrant(RoleName Role, DateTimeOffset Since);
