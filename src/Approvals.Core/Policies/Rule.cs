using System.Collections.Immutable;
using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Policies;

/// <summary>One rule of a policy: for which tools, under which condition, what is said.</summary>
public sealed record Rule
{
    /// <summary>Stable within its document; <c>rule-N</c> where the author gave none.</summary>
    public required string Id { get; init; }

    /// <summary>The tools it speaks of: any of these.</summary>
    public required ImmutableArray<NamePattern> Tools { get; init; }

    /// <summary>The agents it speaks of: any of these.</summary>
    public ImmutableArray<NamePattern> Agents { get; init; } = [NamePattern.Any];

    /// <summary>
    /// The environments it speaks of: any of these. Where a request names none, that is unknown, unless one of them is
    /// <c>**</c>.
    /// </summary>
    public ImmutableArray<NamePattern> Environments { get; init; } = [NamePattern.Any];

    /// <summary>Null means always.</summary>
    public Condition? When { get; init; }

    public required PolicyDecision Action { get; init; }

    /// <summary>Shown to the agent and to the reviewer.</summary>
    public ReasonText? Reason { get; init; }

    /// <summary>What the agent may offer its user when the action is denied.</summary>
    public ImmutableArray<string> Alternatives { get; init; } = [];

    /// <summary>Who decides, and by when; used where the rule escalates.</summary>
    public required ApprovalTerms Approval { get; init; }

    /// <summary>All that must hold beside the tool: agent, environment and <see cref="When"/>, each by itself.</summary>
    public Condition.All ToCondition() => new([.. Conditions()]);

    /// <summary>Where it begins in its document, counted from 1; 0 where it came from none.</summary>
    public int Line { get; init; }

    /// <summary>Counted from 1, in characters.</summary>
    public int Column { get; init; }

    /// <summary>Whether it names the tool.</summary>
    public bool SpeaksOf(string tool) => Tools.MatchAny(tool);

    /// <summary>
    /// Whether the rule, which speaks of the tool, applies where its condition ends so. One that ends unknown applies
    /// where the rule denies or escalates, and does not where it allows: nobody slips under a limit by sending what
    /// cannot be compared.
    /// </summary>
    public bool AppliesAt(Truth condition) =>
        condition == Truth.True || (condition == Truth.Unknown && Action != PolicyDecision.Allow);

    private IEnumerable<Condition> Conditions()
    {
        if (!Agents.Any(p => p.IsAny))
        {
            yield return Selector(ActionPath.Agent, "agent", Agents);
        }

        if (!Environments.Any(p => p.IsAny))
        {
            yield return Selector(ActionPath.Environment, "environment", Environments);
        }

        IEnumerable<Condition> when = When switch
        {
            null => [],
            Condition.All(var all) => all,
            var one => [one],
        };
        foreach (var condition in when)
        {
            yield return condition;
        }
    }

    private static Condition.Test Selector(ActionPath path, string word, ImmutableArray<NamePattern> patterns) =>
        new(path, Optional: false, new Operator.Named(word, patterns));
}
