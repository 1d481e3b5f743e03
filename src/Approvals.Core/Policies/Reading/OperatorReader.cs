using System.Collections.Immutable;
using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Policies.Reading;

/// <summary>Reads operators and their operands; an operand of a kind that its operator cannot use is refused.</summary>
internal static class OperatorReader
{
    private static readonly string[] Words = ["eq", "neq", "gt", "gte", "lt", "lte", "in", "exists"];

    public static ImmutableArray<Operator> ReadAll(YamlNode.Mapping mapping, PolicyErrors errors)
    {
        if (mapping.Entries.IsEmpty)
        {
            errors.Add(mapping.At, $"An operator was expected: {string.Join(", ", Words)}.");
        }

        return [.. mapping.Entries.Select(e => Read(e, errors)).OfType<Operator>()];
    }

    /// <summary><c>in</c>, also as the short form of a list.</summary>
    public static Operator? ReadIn(YamlNode node, PolicyErrors errors)
    {
        if (node is not YamlNode.Sequence { Items.IsEmpty: false } list)
        {
            errors.Add(node.At, $"'in' takes a list of at least one value, not {node.Kind}.");
            return null;
        }

        var operands = list.Items.Select(i => ReadScalar("in", i, errors)).OfType<Operand>().ToImmutableArray();
        return new Operator.OneOf("in", operands, Negated: false);
    }

    /// <summary><c>eq</c> or <c>neq</c>, the first also as the short form of a scalar.</summary>
    public static Operator? ReadEqual(string word, YamlNode node, PolicyErrors errors) =>
        ReadScalar(word, node, errors) is { } operand
            ? new Operator.OneOf(word, [operand], Negated: word == "neq")
            : null;

    private static Operator? Read(MappingEntry entry, PolicyErrors errors)
    {
        switch (entry.Key.Text)
        {
            case "eq" or "neq":
                return ReadEqual(entry.Key.Text, entry.Value, errors);
            case "gt":
                return ReadOrdered(Ordering.Greater, entry, errors);
            case "gte":
                return ReadOrdered(Ordering.GreaterOrEqual, entry, errors);
            case "lt":
                return ReadOrdered(Ordering.Less, entry, errors);
            case "lte":
                return ReadOrdered(Ordering.LessOrEqual, entry, errors);
            case "in":
                return ReadIn(entry.Value, errors);
            case "exists":
                return ReadExists(entry, errors);
            case var word:
                errors.Add(entry.Key.At, $"There is no operator '{word}'{NearestWord.Hint(word, Words)}. Known: {string.Join(", ", Words)}.");
                return null;
        }
    }

    private static Operator.Ordered? ReadOrdered(Ordering ordering, MappingEntry entry, PolicyErrors errors)
    {
        if (entry.Value is YamlNode.Scalar scalar)
        {
            return ScalarReader.ReadNumber(scalar, errors) is { } limit ? new Operator.Ordered(ordering, limit) : null;
        }

        errors.Add(entry.Value.At, $"'{entry.Key.Text}' takes a number, not {entry.Value.Kind}.");
        return null;
    }

    private static Operator.Exists? ReadExists(MappingEntry entry, PolicyErrors errors)
    {
        if (entry.Value is YamlNode.Scalar scalar)
        {
            return ScalarReader.ReadBoolean(scalar, errors) is { } expected ? new Operator.Exists(expected) : null;
        }

        errors.Add(entry.Value.At, $"'exists' takes true or false, not {entry.Value.Kind}.");
        return null;
    }

    private static Operand? ReadScalar(string word, YamlNode node, PolicyErrors errors)
    {
        if (node is YamlNode.Scalar scalar)
        {
            return ScalarReader.ReadOperand(scalar, errors);
        }

        errors.Add(node.At, $"'{word}' compares with text, a number or a boolean, not with {node.Kind}.");
        return null;
    }
}
