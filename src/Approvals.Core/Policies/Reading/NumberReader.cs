using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Policies.Reading;

/// <summary>Reads the operators that compare numbers.</summary>
internal static class NumberReader
{
    public static Operator? ReadOrdered(string word, YamlNode node, PolicyErrors errors)
    {
        if (node is not YamlNode.Scalar scalar)
        {
            errors.Add(node.At, $"'{word}' takes a number, not {node.Kind}.");
            return null;
        }

        var ordering = word switch
        {
            "gt" => Ordering.Greater,
            "gte" => Ordering.GreaterOrEqual,
            "lt" => Ordering.Less,
            _ => Ordering.LessOrEqual,
        };
        return ScalarReader.ReadNumber(scalar, errors) is { } limit ? new Operator.Ordered(ordering, limit) : null;
    }

    public static Operator? ReadBetween(string word, YamlNode node, PolicyErrors errors)
    {
        if (node is not YamlNode.Sequence { Items: [YamlNode.Scalar first, YamlNode.Scalar second] })
        {
            errors.Add(node.At, $"'{word}' takes a list of two numbers, such as [1, 100], not {node.Kind}{(node is YamlNode.Sequence ? " of something else" : "")}.");
            return null;
        }

        var low = ScalarReader.ReadNumber(first, errors);
        var high = ScalarReader.ReadNumber(second, errors);
        if (low > high)
        {
            errors.Add(node.At, $"'{word}' begins with the smaller number; nothing is between {first.Text} and {second.Text}.");
        }

        return low is null || high is null ? null : new Operator.Between(low.Value, high.Value);
    }
}
