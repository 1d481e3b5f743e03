using System.Collections.Immutable;
using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Policies.Reading;

/// <summary>Reads operators and their operands; an operand of a kind that its operator cannot use is refused.</summary>
internal static class OperatorReader
{
    /// <summary>Reads the operand of an operator: the word, the operand, where errors are told.</summary>
    private delegate Operator? Reader(string word, YamlNode operand, PolicyErrors errors);

    private static readonly Dictionary<string, Reader> Readers = new(StringComparer.Ordinal)
    {
        ["eq"] = ReadEqual,
        ["neq"] = ReadEqual,
        ["gt"] = NumberReader.ReadOrdered,
        ["gte"] = NumberReader.ReadOrdered,
        ["lt"] = NumberReader.ReadOrdered,
        ["lte"] = NumberReader.ReadOrdered,
        ["between"] = NumberReader.ReadBetween,
        ["in"] = ReadIn,
        ["notIn"] = ReadIn,
        ["contains"] = ReadContains,
        ["startsWith"] = TextReader.ReadAffix,
        ["endsWith"] = TextReader.ReadAffix,
        ["glob"] = TextReader.ReadGlob,
        ["matches"] = TextReader.ReadMatches,
        ["exists"] = ReadExists,
        ["length"] = ReadLength,
        ["before"] = TimeReader.Read,
        ["after"] = TimeReader.Read,
        ["cidr"] = TextReader.ReadNetworks,
    };

    /// <summary>The operators that know the length, which is a number.</summary>
    private static readonly string[] OfNumbers = ["eq", "neq", "gt", "gte", "lt", "lte", "between", "in", "notIn"];

    /// <summary>Every operator that takes a value, for errors.</summary>
    public static IReadOnlyCollection<string> Words => Readers.Keys;

    /// <summary>One operator of a path.</summary>
    public static Operator? Read(MappingEntry entry, PolicyErrors errors)
    {
        var word = entry.Key.Text;
        if (Readers.TryGetValue(word, out var read))
        {
            return read(word, entry.Value, errors);
        }

        string[] known = [.. Words, .. ElementsReader.Words];
        errors.Add(entry.Key.At, $"There is no operator '{word}'{NearestWord.Hint(word, known)}. Known: {string.Join(", ", known)}.");
        return null;
    }

    /// <summary><c>eq</c> or <c>neq</c>, the first also as the short form of a scalar.</summary>
    public static Operator? ReadEqual(string word, YamlNode node, PolicyErrors errors) =>
        ReadScalar(word, node, errors) is { } operand
            ? new Operator.OneOf(word, [operand], Negated: word == "neq")
            : null;

    /// <summary><c>in</c> or <c>notIn</c>, the first also as the short form of a list.</summary>
    public static Operator? ReadIn(string word, YamlNode node, PolicyErrors errors)
    {
        if (node is not YamlNode.Sequence { Items.IsEmpty: false } list)
        {
            errors.Add(node.At, $"'{word}' takes a list of at least one value, not {node.Kind}.");
            return null;
        }

        var operands = list.Items.Select(i => ReadScalar(word, i, errors)).OfType<Operand>().ToImmutableArray();
        return operands.IsEmpty ? null : new Operator.OneOf(word, operands, Negated: word == "notIn");
    }

    private static Operator.Contains? ReadContains(string word, YamlNode node, PolicyErrors errors) =>
        ReadScalar(word, node, errors) is { } part ? new Operator.Contains(part) : null;

    private static Operator.Exists? ReadExists(string word, YamlNode node, PolicyErrors errors)
    {
        if (node is YamlNode.Scalar scalar)
        {
            return ScalarReader.ReadBoolean(scalar, errors) is { } expected ? new Operator.Exists(expected) : null;
        }

        errors.Add(node.At, $"'{word}' takes true or false, not {node.Kind}.");
        return null;
    }

    private static Operator.Length? ReadLength(string word, YamlNode node, PolicyErrors errors)
    {
        switch (node)
        {
            case YamlNode.Scalar scalar:
                return ScalarReader.ReadNumber(scalar, errors) is { } length
                    ? new Operator.Length([new Operator.OneOf("eq", [new Operand.Number(length)], Negated: false)])
                    : null;
            case YamlNode.Mapping { Entries.IsEmpty: false } mapping:
                return new Operator.Length([.. mapping.Entries.Select(e => ReadOfLength(e, errors)).OfType<Operator>()]);
            default:
                errors.Add(node.At, $"'{word}' takes a number, or a mapping of operators that compare numbers, not {node.Kind}.");
                return null;
        }
    }

    private static Operator? ReadOfLength(MappingEntry entry, PolicyErrors errors)
    {
        if (!OfNumbers.Contains(entry.Key.Text, StringComparer.Ordinal))
        {
            errors.Add(entry.Key.At, $"A length is not compared by '{entry.Key.Text}'{NearestWord.Hint(entry.Key.Text, OfNumbers)}. Known here: {string.Join(", ", OfNumbers)}.");
            return null;
        }

        var read = Readers[entry.Key.Text](entry.Key.Text, entry.Value, errors);
        if (read is Operator.OneOf { Operands: var operands } && operands.Any(o => o is not Operand.Number))
        {
            errors.Add(entry.Value.At, "A length is a number, and compared with numbers.");
        }

        return read;
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
