using Approvals.Core.Identifiers;

namespace Approvals.Core.Ports;

/// <summary>What agents verify their callbacks with.</summary>
public interface ICallbackSecrets
{
    /// <param name="tenant">Whose agent it is.</param>
    /// <param name="agent">The agent.</param>
    /// <param name="name">The secret's name; null for the one that the agent has from the beginning.</param>
    /// <returns>The secret, as Standard Webhooks 1.0.0 writes it: <c>whsec_</c> and base64.</returns>
    string Reveal(TenantId tenant, AgentId agent, string? name);
}
