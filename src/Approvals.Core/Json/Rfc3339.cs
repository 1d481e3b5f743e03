using System.Globalization;

namespace Approvals.Core.Json;

/// <summary>Times as text: RFC 3339, in UTC, with as many digits of the second as there are, to the tick of 100 ns.</summary>
public static class Rfc3339
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK";

    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>A time with its offset, in whichever zone; finer than a tick, or a leap second, it is none.</summary>
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        return text.Length > 6 && (text[^1] == 'Z' || text[^6] is '+' or '-')
            && DateTimeOffset.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
    }
}
