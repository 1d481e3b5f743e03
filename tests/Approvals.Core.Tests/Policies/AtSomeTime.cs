using Approvals.Core.Policies;
using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Tests.Policies;

/// <summary>Evaluates at <see cref="Some.Time"/>, where the time does not matter.</summary>
internal static class AtSomeTime
{
    public static Evaluation Evaluate(this PolicySet set, ProposedAction action) => set.Evaluate(action, Some.Time);

    public static Truth Evaluate(this Condition condition, ProposedAction action) =>
        condition.Evaluate(new ConditionScope(action, Some.Time));

    public static bool AppliesTo(this Rule rule, ProposedAction action) =>
        rule.SpeaksOf(action.Tool) && rule.AppliesAt(rule.ToCondition().Evaluate(action));
}
