using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Approvals.Core.Policies.Reading;

/// <summary>
/// Builds the tree of one YAML document from YamlDotNet's events, with a place for every node and a bound on depth
/// and size, aliases written out.
/// </summary>
internal sealed class YamlComposer
{
    /// <summary>The deepest nesting of collections.</summary>
    public const int MaxDepth = 32;

    /// <summary>The most nodes of a document with its aliases written out.</summary>
    public const int MaxNodes = 500_000;

    private readonly YamlEvents _parser;
    private readonly Dictionary<string, YamlNode> _anchors = new(StringComparer.Ordinal);
    private readonly PolicyErrors _errors;
    private long _nodes;

    private YamlComposer(string source, PolicyErrors errors)
    {
        _parser = new YamlEvents(source);
        _errors = errors;
    }

    /// <summary>The root of the document, or null and an error.</summary>
    public static YamlNode? Compose(string source, PolicyErrors errors)
    {
        try
        {
            return new YamlComposer(source, errors).ComposeDocument();
        }
        catch (YamlException e)
        {
            errors.Add(PositionOf(e.Start), $"This is not YAML: {e.Message}");
        }
        catch (DocumentRefusedException)
        {
            // The composer has said why.
        }

        return null;
    }

    private YamlNode? ComposeDocument()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            _errors.Add(new Position(1, 1), "The document is empty; a policy has at least rules.");
            return null;
        }

        var root = ComposeNode(1);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
        {
            _errors.Add(PositionOf(second.Start), "A file holds one document; put the second policy into a file of its own.");
        }

        return root;
    }

    private YamlNode ComposeNode(int depth)
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return Count(Resolve(alias, depth), PositionOf(alias.Start));
        }

        var start = _parser.Current as NodeEvent
            ?? throw Refuse(PositionOf(_parser.Current!.Start), "A value was expected here.");
        if (!start.Tag.IsEmpty)
        {
            throw Refuse(PositionOf(start.Start), $"Tags such as {start.Tag} are not part of the policy language; write the plain value.");
        }

        if (depth > MaxDepth && start is not Scalar)
        {
            throw Refuse(PositionOf(start.Start), $"The nesting is over {MaxDepth} levels deep.");
        }

        YamlNode node = start switch
        {
            Scalar => ComposeScalar(),
            SequenceStart => ComposeSequence(depth),
            _ => ComposeMapping(depth),
        };
        if (!start.Anchor.IsEmpty)
        {
            _anchors[start.Anchor.Value] = node;
        }

        return node;
    }

    private YamlNode.Scalar ComposeScalar()
    {
        var scalar = _parser.Consume<Scalar>();
        var node = new YamlNode.Scalar(PositionOf(scalar.Start), scalar.Value, scalar.Style == ScalarStyle.Plain);
        Count(node, node.At);
        return node;
    }

    private YamlNode.Sequence ComposeSequence(int depth)
    {
        var at = PositionOf(_parser.Consume<SequenceStart>().Start);
        var items = ImmutableArray<YamlNode>.Empty.ToBuilder();
        var (size, height) = (1L, 0);
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            var item = ComposeNode(depth + 1);
            items.Add(item);
            size += item.Size;
            height = Math.Max(height, item.Height + 1);
        }

        return new YamlNode.Sequence(at, items.DrainToImmutable(), size, height);
    }

    private YamlNode.Mapping ComposeMapping(int depth)
    {
        var at = PositionOf(_parser.Consume<MappingStart>().Start);
        var entries = ImmutableArray<MappingEntry>.Empty.ToBuilder();
        var keys = new KeySet();
        var (size, height) = (1L, 0);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (ComposeNode(depth + 1) is not { } key || key is not YamlNode.Scalar name)
            {
                throw Refuse(at, "A key of this mapping is not a single word.");
            }

            var value = ComposeNode(depth + 1);
            if (!keys.Add(name.Text))
            {
                _errors.Add(name.At, $"The key '{name.Text}' stands here a second time; a mapping has each key once.");
                continue;
            }

            entries.Add(new MappingEntry(name, value));
            size += 1 + value.Size;
            height = Math.Max(height, value.Height + 1);
        }

        return new YamlNode.Mapping(at, entries.DrainToImmutable(), size, height);
    }

    private YamlNode Resolve(AnchorAlias alias, int depth)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out var node))
        {
            throw Refuse(PositionOf(alias.Start), $"The alias *{alias.Value.Value} has no anchor &{alias.Value.Value} before it.");
        }

        return depth + node.Height <= MaxDepth
            ? node
            : throw Refuse(PositionOf(alias.Start), $"With the alias *{alias.Value.Value} written out, the nesting is over {MaxDepth} levels deep.");
    }

    private YamlNode Count(YamlNode node, Position at)
    {
        _nodes += node.Size;
        return _nodes <= MaxNodes
            ? node
            : throw Refuse(at, $"With its aliases written out, the document has over {MaxNodes} values.");
    }

    private DocumentRefusedException Refuse(Position at, string message)
    {
        _errors.Add(at, message);
        return new DocumentRefusedException();
    }

    private static Position PositionOf(Mark mark) => new((int)mark.Line, (int)mark.Column);

    private sealed class DocumentRefusedException : Exception;
}
