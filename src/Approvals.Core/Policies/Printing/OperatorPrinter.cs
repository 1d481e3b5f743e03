using Approvals.Core.Json;
using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Policies.Printing;

/// <summary>Writes the operand of an operator.</summary>
internal static class OperatorPrinter
{
    public static YamlText OperandOf(Operator test) => test switch
    {
        Operator.OneOf { Word: "eq" or "neq", Operands: [var one] } => Print(one),
        Operator.OneOf(_, var operands, _) => YamlText.ListOf(operands.Select(Print)),
        Operator.Ordered(_, var limit) => YamlText.Of(limit),
        Operator.Between(var low, var high) => YamlText.ListOf([YamlText.Of(low), YamlText.Of(high)]),
        Operator.Contains(var part) => Print(part),
        Operator.Affix(var text, _) => YamlText.Of(text),
        Operator.Globbed glob => YamlText.Of(glob.Pattern),
        Operator.Matches(var pattern) => YamlText.Of(pattern.Text),
        Operator.InNetwork(var networks) => YamlText.OfTexts(networks.Select(n => n.Text)),
        Operator.Exists(var expected) => YamlText.Of(expected),
        Operator.Timed(_, var limit) => YamlText.Of(Print(limit)),
        Operator.Length([Operator.OneOf { Word: "eq" } only]) => OperandOf(only),
        Operator.Length(var tests) => YamlText.MappingOf(tests.Select(t => (t.Name, (YamlText?)OperandOf(t)))),
        Operator.Named(_, var patterns) => YamlText.OfTexts(patterns.Select(p => p.Text)),
        _ => throw new ArgumentException($"{test.GetType().Name} is not an operator.", nameof(test)),
    };

    private static YamlText Print(Operand operand) => operand switch
    {
        Operand.Text(var text) => YamlText.Of(text),
        Operand.Number(var number) => YamlText.Of(number),
        Operand.Boolean(var value) => YamlText.Of(value),
        _ => throw new ArgumentException($"{operand.GetType().Name} is not an operand.", nameof(operand)),
    };

    private static string Print(TimeReference time) => time switch
    {
        TimeReference.Fixed(var fixedTime) => Rfc3339.Format(fixedTime),
        TimeReference.Relative(var offset) => $"{(offset < TimeSpan.Zero ? '-' : '+')}{DurationText.Format(offset.Duration())}",
        _ => throw new ArgumentException($"{time.GetType().Name} is not a time.", nameof(time)),
    };
}
