using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Approvals.Cli.Files;

/// <summary>The keys of a document that is a mapping.</summary>
internal static class TopLevelKeys
{
    /// <summary>Those up to where it cannot be read on: what is wrong there, a compiler says.</summary>
    public static IReadOnlySet<string> Of(string source)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            var parser = new BoundedParser(source);
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _) || !parser.TryConsume<MappingStart>(out _))
            {
                return keys;
            }

            while (parser.TryConsume<Scalar>(out var key))
            {
                keys.Add(key.Value);
                parser.SkipThisAndNestedEvents();
            }
        }
        catch (YamlException)
        {
            return keys;
        }

        return keys;
    }
}
