using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Approvals.Core.Tests.Schema;

/// <summary>A document with one thing changed, for every thing and every change.</summary>
internal sealed class Mutations
{
    /// <summary>What is put in the place of a value: every kind, and what is near to being right.</summary>
    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "1", "5", "-5", "1.5", "101", "1000000", "''", "text", "'5'", "'true'", "two words", "-x", "a.b", "\"a\\u180B\"",
        "15m", "9s", "31d", "24h", "+15m", "-36501d", "-24h", "allow", "escalate", "first", "critical",
        "'2026-06-01T12:00:00Z'", "'2026-06-31T12:00:00Z'", "'2026-06-01T12:00:00'", "10.0.0.0/8", "10.1.2.3", "'::/0'", "'[a'",
        "[]", "[a]", "[a, a]", "[5, 6]", "[6, 5]", "[null]", "[[a]]", "[{}]", "[{ args.x: 1 }]",
        "{}", "{ a: b }", "{ eq: 1 }", "{ gt: text }", "{ args.x: 1 }", "{ it: 1 }", "{ any: { it: 1 } }", "{ any: { args.x: 1 } }",
        "{ roles: [a] }", "{ after: 1m, roles: [a] }", "{ action: deny }", "{ tool: t }", "{ decision: deny }", "{ approval: { roles: [a] } }",
    ];

    private static readonly string[] Keys =
    [
        "all", "any", "not", "none", "args.x", "args.x?", "args", "args.x[0]", "args.x[*]", "args.x[01]", "context.x", "context", "it", "it.x",
        "tool", "environment", "agent", "agent.id", "agent.name", "x", "when", "eq", "in", "gt", "exists", "length", "matches", "cidr", "groups", "threshold",
        "roles", "approval", "escalate", "rules", "cases", "Action",
    ];

    private readonly YamlNode _root;
    private readonly List<string> _mutants = [];

    private Mutations(YamlNode root) => _root = root;

    public static IReadOnlyList<string> Of(string document)
    {
        var mutations = new Mutations(Parse(document));
        mutations.Visit(mutations._root);
        return mutations._mutants;
    }

    private static YamlNode Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents[0].RootNode;
    }

    private void Visit(YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                VisitMapping(mapping);
                break;
            case YamlSequenceNode sequence:
                VisitSequence(sequence);
                break;
        }
    }

    private void VisitMapping(YamlMappingNode mapping)
    {
        foreach (var (key, value) in mapping.Children.ToList())
        {
            Replace(value, v => mapping.Children[key] = v);
            Without(mapping, key, value);
            Visit(value);
        }

        foreach (var key in Keys.Select(k => new YamlScalarNode(k)).Where(k => !mapping.Children.ContainsKey(k)))
        {
            foreach (var value in new[] { "1", "a", "[a]", "{ args.x: 1 }", "[{ args.x: 1 }]", "{ roles: [a] }" })
            {
                mapping.Children[key] = Parse(value);
                Emit();
            }

            mapping.Children.Remove(key);
        }
    }

    /// <summary>The key left out, and misspelt.</summary>
    private void Without(YamlMappingNode mapping, YamlNode key, YamlNode value)
    {
        mapping.Children.Remove(key);
        Emit();
        var misspelt = new YamlScalarNode($"{((YamlScalarNode)key).Value}x") { Style = ScalarStyle.DoubleQuoted };
        mapping.Children[misspelt] = value;
        Emit();
        mapping.Children.Remove(misspelt);
        mapping.Children[key] = value;
    }

    private void VisitSequence(YamlSequenceNode sequence)
    {
        for (var i = 0; i < sequence.Children.Count; i++)
        {
            var (place, value) = (i, sequence.Children[i]);
            Replace(value, v => sequence.Children[place] = v);
            sequence.Children.RemoveAt(i);
            Emit();
            sequence.Children.Insert(i, value);
            sequence.Children.Insert(i, value);
            Emit();
            sequence.Children.RemoveAt(i);
            Visit(value);
        }
    }

    private void Replace(YamlNode value, Action<YamlNode> put)
    {
        foreach (var other in Values)
        {
            put(Parse(other));
            Emit();
        }

        put(value);
    }

    private void Emit()
    {
        using var text = new StringWriter();
        new YamlStream(new YamlDocument(_root)).Save(text, assignAnchors: false);
        _mutants.Add(text.ToString());
    }
}
