using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Policies.Evaluating;

/// <summary>A rule of a published policy, with all that its evaluation needs.</summary>
internal sealed class CompiledRule
{
    /// <param name="policy">The policy it stands in.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="ordinal">Its place among all rules of the set, policy by policy.</param>
    public CompiledRule(PublishedPolicy policy, Rule rule, int ordinal)
    {
        Policy = policy;
        Rule = rule;
        Ordinal = ordinal;
        Condition = rule.ToCondition();
        IsFixed = rule.Reason?.IsFixed ?? rule.Tools is [{ IsExact: true }];
        EndsItsPolicy = policy.Policy.Combine == Combining.First;
    }

    public PublishedPolicy Policy { get; }

    public Rule Rule { get; }

    public int Ordinal { get; }

    /// <summary>All that must hold beside the tool.</summary>
    public Condition.All Condition { get; }

    /// <summary>Whether its reason is the same for every action that it applies to.</summary>
    public bool IsFixed { get; }

    /// <summary>Whether the rules behind it in its policy are not asked once it applies.</summary>
    public bool EndsItsPolicy { get; }
}
