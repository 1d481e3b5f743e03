using System.Collections.Immutable;
using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Policies.Reading;

/// <summary>Reads conditions: mappings of paths to what must hold there, and the combinators.</summary>
internal static class ConditionReader
{
    /// <summary>The condition, or null and an error.</summary>
    public static Condition? Read(YamlNode node, PolicyErrors errors)
    {
        if (node is not YamlNode.Mapping mapping)
        {
            errors.Add(node.At, $"A condition is a mapping of paths, such as args.amount, to what must hold there, not {node.Kind}.");
            return null;
        }

        if (mapping.Entries.IsEmpty)
        {
            errors.Add(mapping.At, "The condition is empty; leave 'when' out for a rule that always applies.");
            return null;
        }

        return Together([.. mapping.Entries.Select(e => ReadEntry(e, errors)).OfType<Condition>()]);
    }

    private static Condition? ReadEntry(MappingEntry entry, PolicyErrors errors) => entry.Key.Text switch
    {
        "all" => ReadList(entry, errors) is { } all ? new Condition.All(all) : null,
        "any" => ReadList(entry, errors) is { } any ? new Condition.Any(any) : null,
        "not" => Read(entry.Value, errors) is { } inner ? new Condition.Not(inner) : null,
        _ => ReadTests(entry, errors),
    };

    private static ImmutableArray<Condition>? ReadList(MappingEntry entry, PolicyErrors errors)
    {
        if (entry.Value is YamlNode.Sequence { Items.IsEmpty: false } list)
        {
            return [.. list.Items.Select(i => Read(i, errors)).OfType<Condition>()];
        }

        errors.Add(entry.Value.At, $"'{entry.Key.Text}' is a list of at least one condition.");
        return null;
    }

    private static Condition? ReadTests(MappingEntry entry, PolicyErrors errors)
    {
        var optional = entry.Key.Text.EndsWith('?');
        if (!ActionPath.TryParse(optional ? entry.Key.Text[..^1] : entry.Key.Text, out var path))
        {
            errors.Add(entry.Key.At, $"'{entry.Key.Text}' is neither a path ({ActionPath.Forms}) nor all, any or not.");
            return null;
        }

        var operators = entry.Value switch
        {
            YamlNode.Mapping mapping => OperatorReader.ReadAll(mapping, errors),
            YamlNode.Sequence list => OperatorReader.ReadIn(list, errors) is { } one ? [one] : [],
            YamlNode.Scalar scalar => OperatorReader.ReadEqual("eq", scalar, errors) is { } one ? [one] : [],
            _ => [],
        };
        return operators.IsEmpty
            ? null
            : Together([.. operators.Select(o => new Condition.Test(path, optional, o))]);
    }

    private static Condition Together(ImmutableArray<Condition> conditions) =>
        conditions is [var one] ? one : new Condition.All(conditions);
}
