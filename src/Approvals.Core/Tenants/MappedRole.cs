using Approvals.Core.Identifiers;

namespace Approvals.Core.Tenants;

/// <summary>That a value of a claim stands for a role of the directory.</summary>
public sealed record MappedRole(string Value, RoleName Role);
