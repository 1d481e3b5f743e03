using Approvals.Core.Tenants;

namespace Approvals.Core.Ports;

/// <summary>An API key, in force or not, and the tenant that has it.</summary>
public sealed record KeyOwner(Tenant Tenant, ApiKey Key);
