using Approvals.Core.Identifiers;

namespace Approvals.Core.Tenants;

/// <summary>
/// A program of a tenant that carries approved actions out: a tool server, a payment service. Where a tenant lists
/// any, a permit names one of these or the agent itself.
/// </summary>
/// <param name="Id">Its name within the tenant, and the audience of its permits.</param>
public sealed record Executor(ExecutorId Id);
