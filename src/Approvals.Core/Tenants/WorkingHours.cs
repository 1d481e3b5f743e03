using System.Collections.Immutable;

namespace Approvals.Core.Tenants;

/// <summary>When a person works: on these days, from the one time of day to the other, as clocks show it where they are.</summary>
/// <param name="Days">The days on which it begins.</param>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends; not after <paramref name="From"/> where it ends on the next day.</param>
public sealed record WorkingHours(ImmutableArray<DayOfWeek> Days, TimeOnly From, TimeOnly To)
{
    /// <summary>The most entries of a person.</summary>
    public const int MaxEntries = 14;

    private TimeSpan Length => To > From ? To - From : To - From + (To == From ? TimeSpan.FromDays(1) : TimeSpan.Zero);

    /// <summary>The first moment from now on that lies in the hours; null where they have no days.</summary>
    internal DateTimeOffset? NextFrom(DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        for (var day = -1; day <= 7; day++)
        {
            var date = today.AddDays(day);
            if (!Days.Contains(date.DayOfWeek))
            {
                continue;
            }

            var begin = AtClock(date.ToDateTime(From), zone);
            if (now < begin + Length)
            {
                return begin > now ? begin : now;
            }
        }

        return null;
    }

    /// <summary>When the first of the hours of a day begin, on the first day on which that is after now; null where there are no days.</summary>
    internal static DateTimeOffset? NextDay(ImmutableArray<WorkingHours> hours, DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        return Enumerable.Range(0, 9)
            .Select(day => today.AddDays(day))
            .Select(date => hours.Where(h => h.Days.Contains(date.DayOfWeek)).Min(h => (DateTimeOffset?)AtClock(date.ToDateTime(h.From), zone)))
            .FirstOrDefault(begin => begin > now);
    }

    /// <summary>The moment at which clocks show this; where they pass over it, an hour later.</summary>
    private static DateTimeOffset AtClock(DateTime local, TimeZoneInfo zone)
    {
        var shown = zone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return new DateTimeOffset(shown, zone.GetUtcOffset(shown)).ToUniversalTime();
    }
}
