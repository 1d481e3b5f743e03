using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Approvals.Core.Policies.Reading;

/// <summary>
/// YamlDotNet's parser, of which every failure is a <see cref="YamlException"/> with a place. By itself it lets other
/// exceptions out: on <c>"\U99999999"</c>, say, or where a bracket is not closed before the next key.
/// </summary>
internal sealed class YamlEvents : IParser
{
    private readonly Scanner _scanner;
    private readonly Parser _parser;

    public YamlEvents(string source)
    {
        _scanner = new Scanner(new StringReader(source));
        _parser = new Parser(_scanner);
    }

    public ParsingEvent? Current => _parser.Current;

    public bool MoveNext()
    {
        try
        {
            return _parser.MoveNext();
        }
        catch (Exception e) when (e is not (YamlException or OutOfMemoryException))
        {
            var here = _scanner.CurrentPosition;
            throw new YamlException(
                here, here, "The text cannot be read on from here; look for a bracket or a quote that is not closed, or a wrong escape.", e);
        }
    }
}
