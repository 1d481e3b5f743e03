using System.Diagnostics.Metrics;
using Approvals.Core.Telemetry;
using Approvals.Grains.Storage;
using Microsoft.Extensions.Logging;

namespace Approvals.Grains.Sweeping;

/// <summary>
/// What waits in the whole cluster, and whether anything waits too long. The silo that sweeps measures it and tells it;
/// the others say nothing, so that nothing is counted twice.
/// </summary>
internal sealed partial class Backlog
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    /// <summary>A number that is not there is noticed, one that is old is believed.</summary>
    private static readonly TimeSpan LongestTold = Period * 3;

    private readonly ClusterDatabase _database;
    private readonly EngineTime _time;
    private readonly ILogger _logger;
    private Numbers? _last;

    public Backlog(ClusterDatabase database, EngineTime time, RequestMetrics metrics, ILogger<Backlog> logger)
    {
        (_database, _time, _logger) = (database, time, logger);
        Add(metrics.Meter, "approvals.pending", "{request}", "Requests that wait for people.", static n => n.Pending);
        Add(
            metrics.Meter,
            "approvals.overdue",
            "{request}",
            "Requests that time should have changed by now: more than a few mean that the watch over deadlines is behind.",
            static n => n.Overdue);
        Add(metrics.Meter, "approvals.outbox.waiting", "{request}", "Requests with effects that are still to be carried out.", static n => n.Waiting);
        Add(metrics.Meter, "approvals.outbox.parked", "{request}", "Requests with effects that were given up.", static n => n.Parked);
        Add(metrics.Meter, "approvals.outbox.age", "s", "How long the first of the effects that are due has been waiting.", static n => n.Age);
    }

    /// <summary>Counts, unless that was done not long ago.</summary>
    public async Task MeasureAsync()
    {
        if (_last is { } last && _time.Provider.GetElapsedTime(last.At) < Period)
        {
            return;
        }

        var at = _time.Provider.GetTimestamp();
        var now = _time.Now.UtcTicks;
        try
        {
            var counted = await _database.ReadAsync(
                row => new Numbers(at, row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4)),
                """
                SELECT
                    (SELECT coalesce(sum(pending), 0)::bigint FROM tenants AS t,
                        LATERAL (SELECT count(*) AS pending FROM requests AS r WHERE r.tenant = t.tenant AND r.status = 'pending') AS each),
                    (SELECT count(*) FROM requests WHERE due < $1),
                    (SELECT count(*) FROM requests WHERE outbox IS NOT NULL),
                    (SELECT count(*) FROM requests WHERE is_parked),
                    (SELECT coalesce(greatest(0, $1 - min(outbox)) / $2, 0) FROM requests WHERE outbox IS NOT NULL)
                """,
                now,
                TimeSpan.TicksPerSecond);
            Volatile.Write(ref _last, counted[0]);
        }
        catch (Exception e)
        {
            LogFailed(_logger, e);
        }
    }

    [LoggerMessage(2090, LogLevel.Warning, "What waits cannot be counted.")]
    private static partial void LogFailed(ILogger logger, Exception cause);

    private void Add(Meter meter, string name, string unit, string description, Func<Numbers, long> number) => meter.CreateObservableGauge(
        name,
        () => Volatile.Read(ref _last) is { } last && _time.Provider.GetElapsedTime(last.At) < LongestTold
            ? [new Measurement<long>(number(last))]
            : Array.Empty<Measurement<long>>(),
        unit,
        description);

    /// <summary>What was counted.</summary>
    /// <param name="At">When, as the provider's timestamp.</param>
    /// <param name="Pending">Requests that wait for people.</param>
    /// <param name="Overdue">Requests that time should have changed.</param>
    /// <param name="Waiting">Requests with effects.</param>
    /// <param name="Parked">Requests with effects that were given up.</param>
    /// <param name="Age">In seconds.</param>
    private sealed record Numbers(long At, long Pending, long Overdue, long Waiting, long Parked, long Age);
}
