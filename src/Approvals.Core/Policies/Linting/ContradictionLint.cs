using System.Text.Json;
using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Policies.Linting;

/// <summary>Finds rules whose condition is never true, because its tests of one path contradict each other.</summary>
internal static class ContradictionLint
{
    private static readonly JsonElement True = JsonElement.Parse("true");

    private static readonly JsonElement False = JsonElement.Parse("false");

    public static IEnumerable<PolicyWarning> Check(Policy policy) =>
        from rule in policy.Rules
        from path in FindPaths(rule)
        select rule.Warn(PolicyWarningKind.NeverTrue, rule.Action == PolicyDecision.Allow
            ? $"This rule never applies: its tests of {path} contradict each other."
            : $"The condition is never true: its tests of {path} contradict each other. The rule applies only where they cannot be evaluated.");

    private static IEnumerable<string> FindPaths(Rule rule)
    {
        var conjuncts = rule.When.Conjuncts().ToList();
        var byPath = conjuncts.OfType<Condition.Test>().GroupBy(t => t.Path.Text, t => t.Operator, StringComparer.Ordinal)
            .Where(g => !CanAllBeTrue([.. g]));
        var tools = conjuncts.OfType<Condition.Test>()
            .Where(t => t is { Path.Root: PathRoot.Tool, Operator: Operator.OneOf { Negated: false } named } && !SpeaksOfOne(rule, named));
        return byPath.Select(g => g.Key).Concat(tools.Select(_ => "tool")).Distinct(StringComparer.Ordinal);
    }

    private static bool SpeaksOfOne(Rule rule, Operator.OneOf named) =>
        named.Operands.OfType<Operand.Text>().Any(t => rule.SpeaksOf(t.Value));

    private static bool CanAllBeTrue(List<Operator> tests)
    {
        var kinds = tests.Select(KindsOf).Aggregate((a, b) => [.. a.Intersect(b)]);
        if (kinds.Length == 0 || !CanBeALength([.. tests.OfType<Operator.Length>().SelectMany(l => l.Tests)]))
        {
            return false;
        }

        if (tests.OfType<Operator.OneOf>().FirstOrDefault(o => !o.Negated) is { } oneOf)
        {
            return oneOf.Operands.Any(o => tests.TrueForAll(t => MayBeTrue(t, FactOf(o))));
        }

        return kinds is not [FactKind.Number] || HasRange(tests);
    }

    /// <summary>Whether some length, which is a whole number and not negative, passes them all.</summary>
    private static bool CanBeALength(List<Operator> tests)
    {
        var excluded = tests.OfType<Operator.OneOf>().Where(o => o.Negated).SelectMany(NumbersOf).ToHashSet();
        var others = tests.FindAll(t => t is not Operator.OneOf { Negated: true });
        var least = Math.Max(0, Math.Ceiling(LowOf(others)));
        // Where neither of the two least passes, the first by a limit that it stands on, none above them does.
        var candidates = others.OfType<Operator.OneOf>().FirstOrDefault() is { } named
            ? NumbersOf(named).Where(n => n >= 0 && double.IsInteger(n) && !excluded.Contains(n))
            : Enumerable.Range(0, excluded.Count + 2).Select(i => least + i).Where(n => !excluded.Contains(n)).Take(2);
        return candidates.Any(n => others.TrueForAll(t => t.Evaluate(Fact.Of(n), DateTimeOffset.UnixEpoch) == Truth.True));
    }

    private static IEnumerable<double> NumbersOf(Operator.OneOf oneOf) => oneOf.Operands.OfType<Operand.Number>().Select(n => n.Value);

    /// <summary>What depends on the time of evaluation may be true.</summary>
    private static bool MayBeTrue(Operator test, Fact fact) =>
        test is Operator.Timed || test.Evaluate(fact, DateTimeOffset.UnixEpoch) == Truth.True;

    private static bool HasRange(List<Operator> tests)
    {
        var low = LowOf(tests);
        var high = tests.Select(t => t switch
        {
            Operator.Ordered { Ordering: Ordering.Less or Ordering.LessOrEqual } o => o.Limit,
            Operator.Between(_, var most) => most,
            _ => double.PositiveInfinity,
        }).Min();
        return low < high || (low == high && tests.TrueForAll(t => t.Evaluate(Fact.Of(low), DateTimeOffset.UnixEpoch) == Truth.True));
    }

    private static double LowOf(List<Operator> tests) => tests.Select(t => t switch
    {
        Operator.Ordered { Ordering: Ordering.Greater or Ordering.GreaterOrEqual } o => o.Limit,
        Operator.Between(var least, _) => least,
        _ => double.NegativeInfinity,
    }).DefaultIfEmpty(double.NegativeInfinity).Max();

    /// <summary>The kinds of values of which the test can be true.</summary>
    private static FactKind[] KindsOf(Operator test) => test switch
    {
        Operator.OneOf(_, var operands, _) => [.. operands.Select(o => o.Kind).Distinct()],
        Operator.Ordered or Operator.Between => [FactKind.Number],
        Operator.Contains { Part: not Operand.Text } => [FactKind.Array],
        Operator.Contains or Operator.Length => [FactKind.Text, FactKind.Array],
        Operator.Exists { Expected: false } => [FactKind.Missing],
        Operator.Exists => [FactKind.Text, FactKind.Number, FactKind.Boolean, FactKind.Array, FactKind.Object],
        _ => [FactKind.Text],
    };

    private static Fact FactOf(Operand operand) => operand switch
    {
        Operand.Text(var text) => Fact.Of(text),
        Operand.Number(var number) => Fact.Of(number),
        Operand.Boolean(var value) => Fact.Of(value ? True : False),
        _ => Fact.Missing,
    };
}
