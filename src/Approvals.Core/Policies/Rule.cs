using System.Collections.Immutable;
using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Policies;

/// <summary>One rule of a policy: for which tools, under which condition, what is said.</summary>
public sealed record Rule
{
    /// <summary>Stable within its document; <c>rule-N</c> where the author gave none.</summary>
    public required string Id { get; init; }

    /// <summary>The tools it speaks of: any of these.</summary>
    public required ImmutableArray<ToolPattern> Tools { get; init; }

    /// <summary>Null means always.</summary>
    public Condition? When { get; init; }

    public required PolicyDecision Action { get; init; }

    /// <summary>Shown to the agent and to the reviewer.</summary>
    public string? Reason { get; init; }

    /// <summary>What the agent may offer its user when the action is denied.</summary>
    public ImmutableArray<string> Alternatives { get; init; } = [];

    /// <summary>Who decides, and by when; used where the rule escalates.</summary>
    public required ApprovalTerms Approval { get; init; }

    /// <summary>
    /// Whether the rule applies. A condition that ends unknown applies where the rule denies or escalates, and does
    /// not where it allows: nobody slips under a limit by sending what cannot be compared.
    /// </summary>
    public bool AppliesTo(ProposedAction action, out Truth condition)
    {
        condition = Truth.True;
        if (!SpeaksOf(action.Tool))
        {
            return false;
        }

        condition = When?.Evaluate(action) ?? Truth.True;
        return condition == Truth.True || (condition == Truth.Unknown && Action != PolicyDecision.Allow);
    }

    private bool SpeaksOf(string tool)
    {
        foreach (var pattern in Tools)
        {
            if (pattern.Matches(tool))
            {
                return true;
            }
        }

        return false;
    }
}
