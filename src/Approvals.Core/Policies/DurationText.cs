using System.Globalization;

namespace Approvals.Core.Policies;

/// <summary>Durations as people write them: a whole number and one of <c>s</c>, <c>m</c>, <c>h</c>, <c>d</c>.</summary>
public static class DurationText
{
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        if (text is not { Length: > 1 and <= 10 }
            || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        TimeSpan? unit = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => null,
        };
        if (unit is null || count > TimeSpan.MaxValue / unit.Value)
        {
            return false;
        }

        duration = count * unit.Value;
        return true;
    }

    /// <summary>The shortest such text of a whole number of seconds.</summary>
    public static string Format(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        var (count, unit) = seconds switch
        {
            > 0 when seconds % 86_400 == 0 => (seconds / 86_400, "d"),
            > 0 when seconds % 3_600 == 0 => (seconds / 3_600, "h"),
            > 0 when seconds % 60 == 0 => (seconds / 60, "m"),
            _ => (seconds, "s"),
        };
        return count.ToString(CultureInfo.InvariantCulture) + unit;
    }
}
