using System.Text.Json;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Policies;

/// <summary>What a policy looks at: the action that an agent proposes, and who proposes it.</summary>
/// <param name="Agent">Who asks.</param>
/// <param name="Tool">What would be called.</param>
/// <param name="Args">A JSON object in canonical form: its numbers are exact.</param>
/// <param name="Environment">Where, if the agent said so.</param>
/// <param name="Context">A JSON object beside the arguments, if the agent gave one. It is not part of the digest.</param>
public sealed record ProposedAction(
    AgentId Agent, string Tool, JsonElement Args, string? Environment, JsonElement? Context)
{
    public JsonElement Args { get; } = Args.ValueKind == JsonValueKind.Object
        ? Args
        : throw new ArgumentException("Arguments are a JSON object.", nameof(Args));
}
