using System.Collections.Immutable;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Tenants;

/// <summary>An AI agent of a tenant.</summary>
/// <param name="Id">Its name within the tenant.</param>
/// <param name="Owner">The person who answers for it, and so never reviews what it asks; set by an admin.</param>
/// <param name="Environments">The only ones that any of its keys may name; null leaves that to the keys.</param>
/// <param name="CallbackOrigins">The only ones that any of its keys may name; null leaves that to the keys.</param>
public sealed record Agent(
    AgentId Id,
    ReviewerId? Owner = null,
    ImmutableArray<string>? Environments = null,
    ImmutableArray<CallbackOrigin>? CallbackOrigins = null)
{
    /// <summary>What its callbacks are signed under; null for the secret that it has from the beginning.</summary>
    public CallbackSecret? Callbacks { get; init; }

    /// <summary>Whether the agent may name this environment with the key.</summary>
    public bool MayName(string environment, ApiKey key) =>
        key.MayName(environment) && (Environments is null || ApiKey.Lists(Environments.Value, environment));

    /// <summary>Whether the agent may have its answers sent there, asking with the key.</summary>
    public bool MayName(CallbackOrigin origin, ApiKey key) =>
        key.CallbackOrigins?.Contains(origin) is true && CallbackOrigins?.Contains(origin) is not false;
}
