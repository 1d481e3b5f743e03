using Approvals.Core.Policies.Conditions;
using Approvals.Core.Policies.Printing;

namespace Approvals.Core.Policies.Reading;

/// <summary>
/// Finds rules that are never reached where the first rule that applies decides: one before them applies whenever they
/// would. Sound, not complete: it compares what rules say, and does not reason about numbers.
/// </summary>
internal sealed class Reachability
{
    /// <summary>The most pairs of rules that are compared; what would be found beyond that is not.</summary>
    private const int MostComparisons = 1_000_000;

    private readonly Dictionary<(string Condition, string Tool), List<Reach>> _before = [];
    private int _comparisons;

    public static void Check(IEnumerable<(Rule Rule, Position At)> rules, PolicyErrors errors)
    {
        var reachability = new Reachability();
        foreach (var (rule, at) in rules)
        {
            errors.Rule = rule.Id;
            var reach = Reach.Of(rule);
            if (reachability.FindCovering(reach) is { } covering)
            {
                errors.Add(at, $"This rule is never reached: rule '{covering.Id}' before it applies whenever this one would. Move it up, or remove it.");
            }

            reachability.Add(reach);
        }

        errors.Rule = null;
    }

    private void Add(Reach reach)
    {
        foreach (var tool in reach.Rule.Tools)
        {
            var key = (reach.Conditions.Min ?? "", tool.IsExact ? tool.Text : "");
            if (!_before.TryGetValue(key, out var rules))
            {
                _before[key] = rules = [];
            }

            rules.Add(reach);
        }
    }

    /// <summary>What covers the rule speaks of its first tool, and has no condition that the rule does not have.</summary>
    private Rule? FindCovering(Reach reach)
    {
        foreach (var condition in reach.Conditions.Prepend(""))
        {
            foreach (var tool in new[] { reach.Rule.Tools[0].Text, "" })
            {
                foreach (var before in _before.GetValueOrDefault((condition, tool)) ?? [])
                {
                    if (++_comparisons > MostComparisons)
                    {
                        return null;
                    }

                    if (before.Covers(reach))
                    {
                        return before.Rule;
                    }
                }
            }
        }

        return null;
    }

    /// <param name="Rule">A rule.</param>
    /// <param name="Conditions">All that must hold for it, as text.</param>
    private sealed record Reach(Rule Rule, SortedSet<string> Conditions)
    {
        /// <summary>Whether its condition cannot end unknown.</summary>
        private bool IsCertain => Conditions.Count == 0 && Rule.Environments.Any(p => p.IsAny);

        public static Reach Of(Rule rule) => new(
            rule,
            new SortedSet<string>(Conjuncts(rule.When).Select(c => ConditionPrinter.Print(c).ToFlow()), StringComparer.Ordinal));

        /// <summary>A rule that allows, and may end unknown, lets those pass that do not allow.</summary>
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
}
