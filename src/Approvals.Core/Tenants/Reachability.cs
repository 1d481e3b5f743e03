using System.Collections.Immutable;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Tenants;

/// <summary>How, where and when a person is reached.</summary>
public sealed record Reachability
{
    /// <summary>The most channels that a person prefers.</summary>
    public const int MaxPreferred = 10;

    /// <summary>When a day begins for whoever has no working hours, as clocks show it where they are.</summary>
    public static readonly TimeOnly Morning = new(8, 0);

    public static Reachability Nowhere { get; } = new();

    public Contacts Contacts { get; init; } = new();

    /// <summary>The time zone of <see cref="Hours"/>, by its IANA name; null for UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>When the person works; null for always.</summary>
    public ImmutableArray<WorkingHours>? Hours { get; init; }

    /// <summary>The channels that the person prefers where there is a choice, the first the most; null for no preference.</summary>
    public ImmutableArray<ChannelName>? Preferred { get; init; }

    /// <summary>The first moment from now on at which the person works.</summary>
    public DateTimeOffset NextAtWork(DateTimeOffset now)
    {
        if (Hours is not { IsEmpty: false } hours || FindZone(TimeZone ?? "UTC") is not { } zone)
        {
            return now;
        }

        return hours.Select(h => h.NextFrom(now, zone)).Min() ?? now;
    }

    /// <summary>When the person's next day begins: with their working hours, or else at <see cref="Morning"/>.</summary>
    public DateTimeOffset NextDay(DateTimeOffset now)
    {
        var zone = FindZone(TimeZone ?? "UTC") ?? TimeZoneInfo.Utc;
        var days = Hours is { IsEmpty: false } hours ? hours : [new WorkingHours([.. Enum.GetValues<DayOfWeek>()], Morning, Morning)];
        return WorkingHours.NextDay(days, now, zone) ?? now.AddDays(1);
    }

    /// <summary>Null where this machine knows no such zone.</summary>
    public static TimeZoneInfo? FindZone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
}
