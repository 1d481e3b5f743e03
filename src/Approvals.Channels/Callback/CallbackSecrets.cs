using Approvals.Core.Identifiers;
using Approvals.Core.Ports;

namespace Approvals.Channels.Callback;

/// <summary>Derives agents' secrets from the one that the host keeps.</summary>
internal sealed class CallbackSecrets(MasterSecret master) : ICallbackSecrets
{
    public string Reveal(TenantId tenant, AgentId agent, string? name) => master.DeriveFor(tenant, agent, name).Reveal();
}
