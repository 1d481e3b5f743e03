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

    public static void Check(IEnumerable<Rule> rules, PolicyErrors errors)
    {
        var reachability = new Reachability();
        foreach (var rule in rules)
        {
            errors.Rule = rule.Id;
            var reach = Reach.Of(rule);
            if (reachability.FindCovering(reach) is { } covering)
            {
                errors.Add(new Position(rule.Line, rule.Column), $"This rule is never reached: rule '{covering.Id}' before it applies whenever this one would. Move it up, or remove it.");
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
}
