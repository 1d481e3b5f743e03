using System.Globalization;

namespace Approvals.Core.Json;

/// <summary>Times as text: RFC 3339, in UTC, with as many digits of the second as there are, to the tick of 100 ns.</summary>
public static class Rfc3339
{
    private const int TickDigits = 7;

    /// <summary>The longest fraction of a second, in digits.</summary>
    private const int MostDigits = 18;

    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture);

    /// <summary>
    /// Reads a date-time with its offset, such as <c>2026-03-01T12:00:00Z</c>. What the calendar of .NET has no time for
    /// (a leap second, the year 0) is not read. Allocates nothing.
    /// </summary>
    /// <param name="text">All of it.</param>
    /// <param name="ticks">In UTC, cut to the tick.</param>
    /// <param name="isLater">Whether something was cut, so that the time is later than those ticks.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out long ticks, out bool isLater)
    {
        (ticks, isLater) = (0, false);
        if (text.Length < "2026-03-01T12:00:00Z".Length || !TryReadSecond(text, out var second))
        {
            return false;
        }

        var rest = text["2026-03-01T12:00:00".Length..];
        if (!TryTakeFraction(ref rest, out var fraction, out isLater) || !TryReadOffset(rest, out var offset))
        {
            return false;
        }

        ticks = second.Ticks + fraction - offset.Ticks;
        return ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks;
    }

    private static bool TryReadSecond(ReadOnlySpan<char> text, out DateTime second)
    {
        second = default;
        if (text[4] == '-' && text[7] == '-' && text[10] is ('T' or 't') && text[13] == ':' && text[16] == ':'
            && TryReadNumber(text[..4], out var year) && TryReadNumber(text.Slice(5, 2), out var month)
            && TryReadNumber(text.Slice(8, 2), out var day) && TryReadNumber(text.Slice(11, 2), out var hour)
            && TryReadNumber(text.Slice(14, 2), out var minute) && TryReadNumber(text.Slice(17, 2), out var whole)
            && year > 0 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            && hour < 24 && minute < 60 && whole < 60)
        {
            second = new DateTime(year, month, day, hour, minute, whole, DateTimeKind.Utc);
            return true;
        }

        return false;
    }

    private static bool TryTakeFraction(ref ReadOnlySpan<char> rest, out long ticks, out bool isLater)
    {
        (ticks, isLater) = (0, false);
        if (rest[0] != '.')
        {
            return true;
        }

        var end = rest[1..].IndexOfAnyExceptInRange('0', '9');
        if (end is < 1 or > MostDigits)
        {
            return false;
        }

        for (var i = 0; i < Math.Max(end, TickDigits); i++)
        {
            var digit = i < end ? rest[1 + i] - '0' : 0;
            ticks = i < TickDigits ? (ticks * 10) + digit : ticks;
            isLater |= i >= TickDigits && digit > 0;
        }

        rest = rest[(1 + end)..];
        return true;
    }

    private static bool TryReadOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text is "Z" or "z")
        {
            return true;
        }

        if (text is not ['+' or '-', _, _, ':', _, _] || !TryReadNumber(text.Slice(1, 2), out var hours)
            || !TryReadNumber(text.Slice(4, 2), out var minutes) || hours >= 24 || minutes >= 60)
        {
            return false;
        }

        offset = new TimeSpan(hours, minutes, 0) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool TryReadNumber(ReadOnlySpan<char> digits, out int value) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value) && AsciiDigits.AreAll(digits);
}
