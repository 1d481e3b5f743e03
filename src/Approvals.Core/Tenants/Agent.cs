using Approvals.Core.Identifiers;

namespace Approvals.Core.Tenants;

/// <summary>An AI agent of a tenant.</summary>
/// <param name="Id">Its name within the tenant.</param>
/// <param name="Owner">The person who answers for it, and so never reviews what it asks; set by an admin.</param>
public sealed record Agent(AgentId Id, ReviewerId? Owner = null);
