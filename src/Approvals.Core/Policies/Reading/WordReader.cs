using Approvals.Core.Json;

namespace Approvals.Core.Policies.Reading;

/// <summary>Reads the words of an enumeration, such as <c>allow</c>, <c>deny</c> and <c>escalate</c>.</summary>
internal static class WordReader
{
    /// <summary>The member; where the word is none, null and an error.</summary>
    public static T? Read<T>(YamlNode node, string key, PolicyErrors errors)
        where T : struct, Enum
    {
        var word = (node as YamlNode.Scalar)?.Text;
        var words = Enum.GetValues<T>().ToDictionary(v => EnumWords.Of(v), StringComparer.Ordinal);
        if (word is not null && words.TryGetValue(word, out var value))
        {
            return value;
        }

        var known = words.Keys.Order(StringComparer.Ordinal).ToList();
        errors.Add(
            node.At,
            $"'{key}' is {string.Join(", ", known.SkipLast(1))} or {known[^1]}, not {(word is null ? node.Kind : $"'{word}'{NearestWord.Hint(word, known)}")}.");
        return null;
    }
}
