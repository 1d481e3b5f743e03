using System.Globalization;
using Approvals.Core.Tenants;

namespace Approvals.Core.Rendering;

/// <summary>A moment as a clock shows it where a person is.</summary>
public static class LocalTime
{
    /// <param name="time">The moment.</param>
    /// <param name="zone">The IANA name of the zone; null, or one that this machine does not know, for UTC.</param>
    public static string Format(DateTimeOffset time, string? zone)
    {
        var known = zone is null ? null : Reachability.FindZone(zone);
        return known is null
            ? time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)
            : TimeZoneInfo.ConvertTime(time, known).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + $" ({zone})";
    }
}
