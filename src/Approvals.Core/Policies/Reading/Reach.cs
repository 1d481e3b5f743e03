using Approvals.Core.Policies.Conditions;
using Approvals.Core.Policies.Printing;

namespace Approvals.Core.Policies.Reading;

/// <summary>To which actions a rule applies, as far as its text tells.</summary>
/// <param name="Rule">A rule.</param>
/// <param name="Conditions">All that must hold for it, as text.</param>
internal sealed record Reach(Rule Rule, SortedSet<string> Conditions)
{
    /// <summary>Whether its condition cannot end unknown.</summary>
    private bool IsCertain => Conditions.Count == 0 && Rule.Environments.Any(p => p.IsAny);

    public static Reach Of(Rule rule) => new(
        rule,
        new SortedSet<string>(Conjuncts(rule.When).Select(c => ConditionPrinter.Print(c).ToFlow()), StringComparer.Ordinal));

    /// <summary>
    /// Whether it applies whenever the other would. A rule that allows, and may end unknown, lets those pass that do not
    /// allow.
    /// </summary>
    public bool Covers(Reach other) =>
        (Rule.Action != PolicyDecision.Allow || IsCertain || other.Rule.Action == PolicyDecision.Allow)
        && Conditions.IsSubsetOf(other.Conditions)
        && NamePatterns.Cover(Rule.Tools, other.Rule.Tools)
        && NamePatterns.Cover(Rule.Agents, other.Rule.Agents)
        && NamePatterns.Cover(Rule.Environments, other.Rule.Environments);

    private static IEnumerable<Condition> Conjuncts(Condition? condition) => condition switch
    {
        null => [],
        Condition.All(var all) => all.SelectMany(Conjuncts),
        _ => [condition],
    };
}
