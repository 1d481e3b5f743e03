namespace Approvals.Core.Policies.Conditions;

/// <summary>What a condition is evaluated on.</summary>
/// <param name="Action">What the agent proposes.</param>
/// <param name="Now">The time of evaluation, in UTC: what durations are relative to.</param>
/// <param name="It">Within <c>any</c>, <c>all</c> and <c>none</c>: the element; missing elsewhere.</param>
public readonly record struct ConditionScope(ProposedAction Action, DateTimeOffset Now, Fact It = default)
{
    /// <summary>What was found before, if it is kept.</summary>
    internal FactCache? Cache { get; init; }
}
