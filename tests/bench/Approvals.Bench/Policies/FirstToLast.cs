using Approvals.Core.Policies;
using Approvals.Core.Policies.Conditions;

namespace Approvals.Bench.Policies;

/// <summary>A naive evaluator: every rule from the first to the last, and the strictest of those that apply.</summary>
internal sealed class FirstToLast(Policy policy)
{
    private readonly (Rule Rule, Condition Condition)[] _rules = [.. policy.Rules.Select(r => (r, (Condition)r.ToCondition()))];

    /// <returns>The decision, and how many rules came to it.</returns>
    public (PolicyDecision Decision, int Rules) Evaluate(ProposedAction action, DateTimeOffset now)
    {
        var scope = new ConditionScope(action, now);
        var applied = new List<Rule>();
        foreach (var (rule, condition) in _rules)
        {
            if (rule.SpeaksOf(action.Tool) && rule.AppliesAt(condition.Evaluate(scope)))
            {
                applied.Add(rule);
            }
        }

        var decision = applied.Count == 0 ? policy.Default : applied.Max(r => r.Action);
        return (decision, applied.Count(r => r.Action == decision));
    }
}
