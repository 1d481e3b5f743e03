using System.Collections.Immutable;
using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Policies.Reading;

/// <summary>Reads conditions: mappings of paths to what must hold there, and the combinators.</summary>
internal static class ConditionReader
{
    private static readonly string[] Words = ["all", "any", "not", "tool", "environment", "args", "context", "agent.id", "it"];

    /// <summary>What a path of several steps begins with.</summary>
    private static readonly string[] Roots = ["args", "context", "agent", "it"];

    /// <summary>The condition, or null and an error.</summary>
    public static Condition? Read(YamlNode node, ConditionPlace place, PolicyErrors errors)
    {
        if (node is not YamlNode.Mapping mapping)
        {
            errors.Add(node.At, $"A condition is a mapping of paths, such as {(place == ConditionPlace.Element ? "it" : "args.amount")}, to what must hold there, not {node.Kind}.");
            return null;
        }

        if (mapping.Entries.IsEmpty)
        {
            errors.Add(mapping.At, "The condition is empty; leave 'when' out for a rule that always applies.");
            return null;
        }

        return Together([.. mapping.Entries.Select(e => ReadEntry(e, place, errors)).OfType<Condition>()]);
    }

    private static Condition? ReadEntry(MappingEntry entry, ConditionPlace place, PolicyErrors errors) => entry.Key.Text switch
    {
        "all" => ReadList(entry, place, errors) is { } all ? new Condition.All(all) : null,
        "any" => ReadList(entry, place, errors) is { } any ? new Condition.Any(any) : null,
        "not" => Read(entry.Value, place, errors) is { } inner ? new Condition.Not(inner) : null,
        _ => ReadTests(entry, place, errors),
    };

    private static ImmutableArray<Condition>? ReadList(MappingEntry entry, ConditionPlace place, PolicyErrors errors)
    {
        if (entry.Value is YamlNode.Sequence { Items.IsEmpty: false } list)
        {
            return [.. list.Items.Select(i => Read(i, place, errors)).OfType<Condition>()];
        }

        errors.Add(entry.Value.At, $"'{entry.Key.Text}' is a list of at least one condition.");
        return null;
    }

    private static Condition? ReadTests(MappingEntry entry, ConditionPlace place, PolicyErrors errors)
    {
        var optional = entry.Key.Text.EndsWith('?');
        if (errors.FindPath(optional ? entry.Key.Text[..^1] : entry.Key.Text) is not { } path)
        {
            errors.Add(entry.Key.At, $"'{entry.Key.Text}' is neither a path ({ActionPath.Forms}) nor all, any or not{Hint(entry.Key.Text, place)}");
            return null;
        }

        if (path.Root == PathRoot.It && place != ConditionPlace.Element)
        {
            errors.Add(entry.Key.At, $"'{entry.Key.Text}' stands for an element, and only within any, all or none of an array is there one.");
            return null;
        }

        var tests = entry.Value switch
        {
            YamlNode.Mapping mapping => ReadMapping(path, optional, mapping, place, errors),
            _ when path.HasEvery => RefuseOnEvery(path, entry.Value.At, errors),
            YamlNode.Sequence list => Tests(path, optional, OperatorReader.ReadIn("in", list, errors)),
            _ => Tests(path, optional, OperatorReader.ReadEqual("eq", entry.Value, errors)),
        };
        return tests.IsEmpty ? null : Together(tests);
    }

    private static ImmutableArray<Condition> ReadMapping(
        ActionPath path, bool optional, YamlNode.Mapping mapping, ConditionPlace place, PolicyErrors errors)
    {
        if (mapping.Entries.IsEmpty)
        {
            errors.Add(mapping.At, $"An operator was expected: {string.Join(", ", OperatorReader.Words.Concat(ElementsReader.Words))}.");
        }

        var tests = ImmutableArray.CreateBuilder<Condition>();
        foreach (var entry in mapping.Entries)
        {
            var elements = ElementsReader.Read(path, optional, entry, place, errors, out var isElements);
            ImmutableArray<Condition> read = isElements ? elements is null ? [] : [elements]
                : path.HasEvery ? RefuseOnEvery(path, entry.Key.At, errors)
                : Tests(path, optional, OperatorReader.Read(entry, errors));
            tests.AddRange(read);
        }

        return tests.ToImmutable();
    }

    private static ImmutableArray<Condition> Tests(ActionPath path, bool optional, Operator? read) =>
        read is null ? [] : [new Condition.Test(path, optional, read)];

    private static ImmutableArray<Condition> RefuseOnEvery(ActionPath path, Position at, PolicyErrors errors)
    {
        errors.Add(at, $"'{path}' stands for many values; say with any, all or none of how many what must hold, such as {{ any: {{ it: ... }} }}.");
        return [];
    }

    private static string Hint(string word, ConditionPlace place)
    {
        if (OperatorReader.Words.Contains(word, StringComparer.Ordinal) && place == ConditionPlace.Element)
        {
            return $"; to compare the element, write it: {{ {word}: ... }}.";
        }

        var end = word.AsSpan().IndexOfAny('.', '[');
        var first = end < 0 ? word : word[..end];
        return NearestWord.Hint(first, end < 0 ? Words : Roots) switch
        {
            "" when end < 0 && !Roots.Contains(word, StringComparer.Ordinal) && ActionPath.TryParse($"args.{word}", out _) =>
                $"; an argument is written args.{word}.",
            var hint when !Roots.Contains(first, StringComparer.Ordinal) => $"{hint}.",
            _ => ".",
        };
    }

    private static Condition Together(ImmutableArray<Condition> conditions) =>
        conditions is [var one] ? one : new Condition.All(conditions);
}
