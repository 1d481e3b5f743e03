using System.Collections.Immutable;
using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Policies.Reading;

/// <summary>Reads the operators that look at text.</summary>
internal static class TextReader
{
    public static Operator? ReadAffix(string word, YamlNode node, PolicyErrors errors) =>
        Read(word, node, errors) is { } text ? new Operator.Affix(text.Text, AtEnd: word == "endsWith") : null;

    public static Operator? ReadGlob(string word, YamlNode node, PolicyErrors errors)
    {
        if (Read(word, node, errors) is not { } text)
        {
            return null;
        }

        if (text.Text.Length <= Glob.MaxLength)
        {
            return new Operator.Globbed(text.Text);
        }

        errors.Add(node.At, $"'{word}' takes at most {Glob.MaxLength} characters, not {text.Text.Length}.");
        return null;
    }

    public static Operator? ReadMatches(string word, YamlNode node, PolicyErrors errors)
    {
        if (Read(word, node, errors) is not { } text)
        {
            return null;
        }

        if (errors.Patterns.Read(text.Text, out var pattern) is { } problem)
        {
            errors.Add(node.At, problem);
        }

        return pattern is null ? null : new Operator.Matches(pattern);
    }

    public static Operator? ReadNetworks(string word, YamlNode node, PolicyErrors errors)
    {
        ImmutableArray<YamlNode> nodes = node is YamlNode.Sequence { Items: { IsEmpty: false } items } ? items : [node];
        var networks = ImmutableArray.CreateBuilder<IpNetwork>();
        foreach (var text in nodes.Select(n => Read(word, n, errors)).OfType<YamlNode.Scalar>())
        {
            if (IpNetwork.TryParse(text.Text, out var network) is { } problem)
            {
                errors.Add(text.At, problem);
            }
            else
            {
                networks.Add(network!);
            }
        }

        return networks.Count == 0 ? null : new Operator.InNetwork(networks.ToImmutable());
    }

    /// <summary>Text, or null and an error.</summary>
    private static YamlNode.Scalar? Read(string word, YamlNode node, PolicyErrors errors)
    {
        if (node is not YamlNode.Scalar scalar)
        {
            errors.Add(node.At, $"'{word}' takes text, not {node.Kind}.");
            return null;
        }

        if (!scalar.IsPlain)
        {
            return scalar;
        }

        if (!scalar.IsNull && ScalarReader.IsText(scalar))
        {
            return scalar;
        }

        errors.Add(scalar.At, $"'{word}' takes text, not {(scalar.IsNull ? "null" : scalar.Text)}; if it is text, write it in quotes.");
        return null;
    }
}
