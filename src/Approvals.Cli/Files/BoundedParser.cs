using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Approvals.Cli.Files;

/// <summary>
/// YamlDotNet's parser, of which every failure is a <see cref="YamlException"/>: by itself it lets other exceptions out,
/// and what builds a tree from it goes as deep as the text does.
/// </summary>
internal sealed class BoundedParser(string source) : IParser
{
    private const int MaxDepth = 32;

    private readonly Parser _parser = new(new StringReader(source));
    private int _depth;

    public ParsingEvent? Current => _parser.Current;

    public bool MoveNext()
    {
        try
        {
            var moved = _parser.MoveNext();
            _depth += _parser.Current switch
            {
                MappingStart or SequenceStart => 1,
                MappingEnd or SequenceEnd => -1,
                _ => 0,
            };
            return _depth <= MaxDepth
                ? moved
                : throw new YamlException(Current!.Start, Current.End, $"The nesting is over {MaxDepth} levels deep.");
        }
        catch (Exception e) when (e is not (YamlException or OutOfMemoryException))
        {
            var here = _parser.Current?.End ?? Mark.Empty;
            throw new YamlException(here, here, "The text cannot be read on from here.", e);
        }
    }
}
