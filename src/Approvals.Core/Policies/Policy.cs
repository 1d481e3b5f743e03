using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies.Cases;

namespace Approvals.Core.Policies;

/// <summary>A policy document, compiled: nothing in it can fail any more. Immutable.</summary>
public sealed record Policy
{
    public required PolicyName Name { get; init; }

    public string? Description { get; init; }

    /// <summary>The outcome when no rule applies.</summary>
    public PolicyDecision Default { get; init; } = PolicyDecision.Deny;

    public Combining Combine { get; init; }

    /// <summary>What every escalating rule inherits, and what <c>default: escalate</c> uses.</summary>
    public required ApprovalTerms Defaults { get; init; }

    public required ImmutableArray<Rule> Rules { get; init; }

    /// <summary>Examples with their expected outcomes, which a publication must meet.</summary>
    public ImmutableArray<PolicyCase> Cases { get; init; } = [];
}
