using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Approvals.Core.Json;

/// <summary>
/// The words of an enumeration's members, wherever they are written: in answers, in stored records, in receipts. The
/// word of a member is its name in camelCase, and never its number.
/// </summary>
public sealed class EnumWords<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>Writes such words outside JSON.</summary>
public static class EnumWords
{
    public static string Of<T>(T value)
        where T : struct, Enum => Known<T>.Words.TryGetValue(value, out var word) ? word : Make(value);

    private static string Make<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static class Known<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Words = Enum.GetValues<T>().ToFrozenDictionary(static value => value, Make);
    }
}
