using System.Collections.Immutable;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Policies.Reading;

/// <summary>Reads lists of names: of roles, persons, channels.</summary>
internal static class NameReader
{
    /// <summary>In the order of the alphabet, each once; null where the key is absent.</summary>
    public static ImmutableArray<T>? Read<T>(MappingReader reader, string key, PolicyErrors errors)
        where T : class, ITextValue<T>
    {
        if (reader.TakeTexts(key) is not { } texts)
        {
            return null;
        }

        var names = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            if (T.Parse(text.Text) is not { } name)
            {
                errors.Add(text.At, $"'{text.Text}' in '{key}' is not a name: {Identifier.Rule}.");
            }
            else if (!names.TryAdd(text.Text, name))
            {
                errors.Add(text.At, $"'{text.Text}' stands in '{key}' twice.");
            }
        }

        return [.. names.Values];
    }
}
