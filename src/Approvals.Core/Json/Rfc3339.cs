using System.Globalization;

namespace Approvals.Core.Json;

/// <summary>Times as text: RFC 3339, in UTC, with as many digits of the second as there are, to the tick of 100 ns.</summary>
public static class Rfc3339
{
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture);
}
