using System.Collections.Immutable;
using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Policies.Printing;

/// <summary>Writes conditions so that reading them gives the same again, with no more nesting than they were read with.</summary>
internal static class ConditionPrinter
{
    public static YamlText Print(Condition condition) => condition switch
    {
        Condition.All(var all) when Entries(all) is { } entries => YamlText.MappingOf(entries),
        _ => YamlText.MappingOf(Entry(condition)),
    };

    /// <summary>The conditions as entries of one mapping; null where that would have a key twice.</summary>
    private static List<(string Key, YamlText? Value)>? Entries(ImmutableArray<Condition> conditions)
    {
        if (conditions.Length < 2)
        {
            return null;
        }

        if (OperatorsOf(conditions) is { } same)
        {
            return [same];
        }

        var entries = conditions.Select(Entry).ToList();
        return entries.DistinctBy(e => e.Key, StringComparer.Ordinal).Count() == entries.Count ? entries : null;
    }

    private static (string Key, YamlText? Value) Entry(Condition condition) => condition switch
    {
        Condition.All(var all) => OperatorsOf(all) ?? ("all", YamlText.ListOf(all.Select(Print))),
        Condition.Any(var any) => ("any", YamlText.ListOf(any.Select(Print))),
        Condition.Not(var inner) => ("not", Print(inner)),
        Condition.Test { Operator: Operator.OneOf { Word: "eq" or "in" } test } found => (KeyOf(found), OperatorPrinter.OperandOf(test)),
        _ when TestOf(condition) is var (key, word, operand) => (key, YamlText.MappingOf((word, operand))),
        _ => throw new ArgumentException($"{condition.GetType().Name} is not a condition.", nameof(condition)),
    };

    /// <summary>Several tests of one path, each by another word, in one mapping of operators.</summary>
    private static (string Key, YamlText? Value)? OperatorsOf(ImmutableArray<Condition> conditions)
    {
        var tests = conditions.Select(TestOf).ToList();
        return tests.Count > 1 && tests.TrueForAll(t => t is not null)
            && tests.TrueForAll(t => t!.Value.Key == tests[0]!.Value.Key)
            && tests.DistinctBy(t => t!.Value.Word, StringComparer.Ordinal).Count() == tests.Count
                ? (tests[0]!.Value.Key, YamlText.MappingOf(tests.Select(t => (t!.Value.Word, (YamlText?)t.Value.Operand))))
                : null;
    }

    private static (string Key, string Word, YamlText Operand)? TestOf(Condition condition) => condition switch
    {
        Condition.Test test => (KeyOf(test), test.Operator.Name, OperatorPrinter.OperandOf(test.Operator)),
        Condition.Elements elements => (KeyOf(elements.Path, elements.Optional), elements.Name, Print(elements.Inner)),
        _ => null,
    };

    private static string KeyOf(Condition.Test test) => KeyOf(test.Path, test.Optional);

    private static string KeyOf(ActionPath path, bool optional) => optional ? $"{path}?" : path.Text;
}
