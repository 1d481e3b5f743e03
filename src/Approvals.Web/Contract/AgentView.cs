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
