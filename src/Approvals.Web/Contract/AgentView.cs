using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;

namespace Approvals.Web.Contract;

/// <summary>An agent of the directory. Where it lists environments or origins, its keys may name no others.</summary>
internal sealed record AgentView(
    AgentId Agent, ReviewerId? Owner, ImmutableArray<string>? Environments, ImmutableArray<CallbackOrigin>? CallbackOrigins)
{
    public static AgentView Of(Agent agent) => new(agent.Id, agent.Owner, agent.Environments, agent.CallbackOrigins);
}

/// <summary>A new secret of an agent's, which no other answer has.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Secret">What it verifies its callbacks with: <c>whsec_</c> and base64, as Standard Webhooks 1.0.0 writes it.</param>
/// <param name="PreviousUntil">Until when the one before it signs as well.</param>
internal sealed record CallbackSecretView(AgentId Agent, string Secret, DateTimeOffset PreviousUntil);
