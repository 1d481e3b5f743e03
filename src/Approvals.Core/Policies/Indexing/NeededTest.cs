using System.Collections.Immutable;
using Approvals.Core.Policies.Conditions;
using Approvals.Core.Policies.Linting;

namespace Approvals.Core.Policies.Indexing;

/// <summary>Tests of one path that must hold wherever a rule's condition does.</summary>
/// <param name="Path">What is looked at.</param>
/// <param name="Optional">Whether a missing or null value makes them false.</param>
/// <param name="Operands">The values of which it must be one; null where it must be in the range.</param>
/// <param name="Low">The least number that can be meant.</param>
/// <param name="High">The greatest number that can be meant.</param>
internal sealed record NeededTest(ActionPath Path, bool Optional, ImmutableArray<Operand>? Operands, double Low, double High)
{
    /// <summary>Tests of the same key are looked up together.</summary>
    public (string Path, bool Optional) Key => (Path.Text, Optional);

    public bool IsEquality => Operands is not null;

    /// <summary>What tells rules apart: the more different ones there are, the fewer rules each leaves.</summary>
    public IEnumerable<object> Keys => Operands is { } operands ? operands : [Low, High];

    public static ImmutableArray<NeededTest> Of(Condition.All condition)
    {
        var tests = condition.Conjuncts().OfType<Condition.Test>().ToList();
        var equalities = tests.Select(AsEquality).OfType<NeededTest>();
        var ranges = tests.Select(AsRange).OfType<NeededTest>().GroupBy(t => t.Key, (_, same) => same.Aggregate(
            (a, b) => a with { Low = Math.Max(a.Low, b.Low), High = Math.Min(a.High, b.High) }));
        return [.. equalities, .. ranges];
    }

    private static NeededTest? AsEquality(Condition.Test test) => test.Operator switch
    {
        Operator.OneOf(_, var operands, Negated: false) => new NeededTest(test.Path, test.Optional, operands, 0, 0),
        Operator.Named(_, var patterns) when patterns.All(p => p.IsExact) => new NeededTest(
            test.Path, test.Optional, [.. patterns.Select(p => new Operand.Text(p.Text))], 0, 0),
        _ => null,
    };

    private static NeededTest? AsRange(Condition.Test test) => test.Operator switch
    {
        Operator.Ordered { Ordering: Ordering.Greater or Ordering.GreaterOrEqual, Limit: var low } =>
            new NeededTest(test.Path, test.Optional, null, low, double.PositiveInfinity),
        Operator.Ordered(_, var high) => new NeededTest(test.Path, test.Optional, null, double.NegativeInfinity, high),
        Operator.Between(var low, var high) => new NeededTest(test.Path, test.Optional, null, low, high),
        _ => null,
    };
}
