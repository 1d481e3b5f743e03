using Approvals.Core.Identifiers;

namespace Approvals.Core.Requests;

/// <summary>An agent asks to do something.</summary>
public sealed record Submission
{
    public required TenantId Tenant { get; init; }

    /// <summary>Derived from the agent and its idempotency key, or drawn.</summary>
    public required RequestId Id { get; init; }

    public required AgentId Agent { get; init; }

    public ReviewerId? OnBehalfOf { get; init; }

    public required RequestedAction Action { get; init; }

    /// <summary>Where the agent wants to be told of the decision: an absolute address, if any.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>Of the canonical form of all that the agent sent.</summary>
    public required ContentHash Fingerprint { get; init; }
}
