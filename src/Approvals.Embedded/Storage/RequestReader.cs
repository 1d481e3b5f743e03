using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Approvals.Embedded.Storage;

/// <summary>The rows of requests as committed, for one reader at a time.</summary>
internal sealed partial class RequestReader : IDisposable
{
    /// <summary>What <see cref="Read"/> is given of <c>requests AS r</c>.</summary>
    public const string Columns = "r.seq, r.record, EXISTS (SELECT 1 FROM outbox AS o WHERE o.seq = r.seq)";

    private const string PlaceOf = "coalesce(?3, (SELECT i.seq FROM request_ids AS i WHERE i.tenant = ?1 AND i.id = ?2))";

    private readonly SqliteConnection _connection;
    private readonly RecentIds _recent;
    private readonly ILogger _logger;
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _place;
    private readonly SqliteCommand _due;
    private readonly SqliteCommand _nextDue;
    private readonly SqliteCommand _retries;
    private readonly SqliteCommand _nextRetry;
    private readonly SqliteCommand _untried;
    private readonly SqliteCommand _pending;
    private readonly SqliteCommand _recheck;
    private readonly SqliteCommand _nextRecheck;
    private readonly SqliteCommand _parked;
    private readonly ChangePlaces _places;

    public RequestReader(SqliteConnection connection, RecentIds recent, ILogger logger)
    {
        _recent = recent;
        _logger = logger;
        _connection = connection;
        Backlog = new BacklogReader(connection);
        Audit = new AuditReader(connection);
        _find = connection.Prepare($"SELECT {Columns} FROM requests AS r WHERE r.seq = {PlaceOf}", 3);
        _place = connection.Prepare($"SELECT {PlaceOf}", 3);
        _due = connection.Prepare(
            "SELECT tenant, id FROM requests WHERE due_after < ?1 ORDER BY due_after LIMIT ?2", 2);
        _nextDue = connection.Prepare("SELECT min(due_after) FROM requests WHERE due_after IS NOT NULL", 0);
        _retries = connection.Prepare(
            """
            SELECT r.tenant, r.id, o.due, o.seq FROM outbox AS o CROSS JOIN requests AS r ON r.seq = o.seq
            WHERE (o.due, o.seq) > (?1, ?2) AND o.due <= ?3 ORDER BY o.due, o.seq LIMIT ?4
            """,
            4);
        _nextRetry = connection.Prepare("SELECT min(due) FROM outbox WHERE due > ?1", 1);
        _untried = connection.Prepare(
            """
            SELECT r.tenant, r.id, o.seq FROM outbox AS o CROSS JOIN requests AS r ON r.seq = o.seq
            WHERE o.due IS NULL AND o.seq > ?1 ORDER BY o.seq LIMIT ?2
            """,
            2);
        _pending = connection.Prepare(
            "SELECT tenant, id, seq FROM requests WHERE tenant = ?1 AND status = 'pending' AND seq > ?2 ORDER BY seq LIMIT ?3", 3);
        _recheck = connection.Prepare("SELECT tenant, version, after FROM rechecks WHERE due <= ?1 ORDER BY due LIMIT 1", 1);
        _nextRecheck = connection.Prepare("SELECT min(due) FROM rechecks", 0);
        _places = new ChangePlaces(connection);
        _parked = connection.Prepare(
            """
            SELECT r.id, r.record FROM parked AS p CROSS JOIN requests AS r ON r.seq = p.seq
            WHERE p.tenant = ?1 AND p.seq < ?2 ORDER BY p.seq DESC LIMIT ?3
            """,
            3);
    }

    public BacklogReader Backlog { get; }

    public AuditReader Audit { get; }

    /// <param name="seq">The row.</param>
    /// <param name="record">The stored record.</param>
    /// <param name="hasEffects">Whether any of its effects is still to be carried out.</param>
    /// <exception cref="StoredFormatException">The record cannot be read.</exception>
    public static StoredRequest Read(long seq, ReadOnlySpan<byte> record, bool hasEffects)
    {
        var stored = RequestRecord.FromJson(record);
        return new StoredRequest(seq, hasEffects ? stored : stored with { Outbox = [] });
    }

    public StoredRequest? Find(RequestKey key)
    {
        using var reader = BindPlace(_find, key).ExecuteReader();
        return reader.Read() ? Read(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), reader.GetBoolean(2)) : null;
    }

    /// <summary>The requests that time has changed by now, the longest overdue first.</summary>
    public List<RequestKey> FindDue(DateTimeOffset now, int limit) => ReadKeys(_due.Bind(now.UtcTicks, limit));

    public DateTimeOffset? FindNextDue() => ReadTime(_nextDue);

    /// <summary>The requests with an effect that failed and is due again by now, the longest overdue first.</summary>
    /// <param name="after">The place after which to look: when an effect is due, and its request's row.</param>
    /// <param name="now">The time.</param>
    /// <param name="limit">How many at most.</param>
    public List<(RequestKey Key, (long Due, long Seq) Place)> FindRetries((long Due, long Seq) after, DateTimeOffset now, int limit)
    {
        using var reader = _retries.Bind(after.Due, after.Seq, now.UtcTicks, limit).ExecuteReader();
        var found = new List<(RequestKey, (long, long))>();
        while (reader.Read())
        {
            found.Add((ReadKey(reader), (reader.GetInt64(2), reader.GetInt64(3))));
        }

        return found;
    }

    /// <summary>When the next effect after now is tried again.</summary>
    public DateTimeOffset? FindNextRetry(DateTimeOffset now) => ReadTime(_nextRetry.Bind(now.UtcTicks));

    /// <summary>The requests with effects that were not tried yet, in the order of arrival.</summary>
    /// <param name="after">The row after which to look.</param>
    /// <param name="limit">How many at most.</param>
    public List<(RequestKey Key, long Place)> FindUntried(long after, int limit)
    {
        using var reader = _untried.Bind(after, limit).ExecuteReader();
        var found = new List<(RequestKey, long)>();
        while (reader.Read())
        {
            found.Add((ReadKey(reader), reader.GetInt64(2)));
        }

        return found;
    }

    /// <summary>A tenant's requests that wait, in the order of arrival.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="after">The row after which to look.</param>
    /// <param name="limit">How many at most.</param>
    public List<(RequestKey Key, long Place)> FindPending(TenantId tenant, long after, int limit)
    {
        using var reader = _pending.Bind(tenant.Value, after, limit).ExecuteReader();
        var found = new List<(RequestKey, long)>();
        while (reader.Read())
        {
            found.Add((ReadKey(reader), reader.GetInt64(2)));
        }

        return found;
    }

    /// <summary>The tenant whose pending requests were to be looked at again first; null where none is by now.</summary>
    public Recheck? FindRecheck(DateTimeOffset now)
    {
        using var reader = _recheck.Bind(now.UtcTicks).ExecuteReader();
        return reader.Read() ? new Recheck(new TenantId(reader.GetString(0)), reader.GetInt32(1), reader.GetInt64(2)) : null;
    }

    public DateTimeOffset? FindNextRecheck() => ReadTime(_nextRecheck);

    /// <exception cref="ArgumentException"><paramref name="after"/> is no place in the list.</exception>
    public ParkedPage ListParked(TenantId tenant, string? after, int limit)
    {
        var place = after is null ? long.MaxValue : FindPlace(tenant, after);
        using var reader = _parked.Bind(tenant.Value, place, limit + 1).ExecuteReader();
        var items = new List<ParkedEffect>();
        string? last = null;
        for (var rows = 0; reader.Read(); rows++)
        {
            if (rows == limit)
            {
                return new ParkedPage(items, last);
            }

            last = reader.GetString(0);
            items.AddRange(RequestRecord.FromJson(reader.GetFieldValue<byte[]>(1)).Parked ?? []);
        }

        return new ParkedPage(items, null);
    }

    /// <exception cref="ArgumentException">The filter's place in the list is none.</exception>
    public RequestPage List(TenantId tenant, RequestFilter filter)
    {
        var after = filter.After is { } place ? FindPlace(tenant, place) : (long?)null;
        using var command = RequestListing.Create(_connection, tenant, filter, after);
        return ReadPage(command, tenant, filter.Limit);
    }

    /// <summary>The changes after a place; null for the present one.</summary>
    /// <exception cref="ArgumentException"><paramref name="after"/> is no place.</exception>
    public ChangePage FollowChanges(TenantId tenant, Viewer viewer, string? after, int limit)
    {
        // What is changed after this is read below, or the next time.
        var (last, epoch) = _places.ReadNow();
        if (after is null)
        {
            return new ChangePage([], ChangePlaces.Text(epoch, last));
        }

        var place = _places.Find(after) ?? throw new ArgumentException($"'{after}' is no place among the changes.", nameof(after));
        using var command = RequestListing.CreateChanges(_connection, tenant, viewer, place, limit);
        using var reader = command.ExecuteReader();
        var items = new List<ChangedRequest>();
        var rows = 0;
        for (; reader.Read(); rows++)
        {
            place = reader.GetInt64(0);
            if (TryRead(reader.GetString(1), reader.GetFieldValue<byte[]>(2), tenant) is { } request && viewer.Sees(request))
            {
                items.Add(new ChangedRequest(ChangePlaces.Text(epoch, place), request));
            }
        }

        return new ChangePage(items, ChangePlaces.Text(epoch, rows < limit ? Math.Max(last, place) : place)) { HasMore = rows == limit };
    }

    public void Dispose()
    {
        _places.Dispose();
        _find.Dispose();
        _place.Dispose();
        _due.Dispose();
        _nextDue.Dispose();
        _retries.Dispose();
        _nextRetry.Dispose();
        _untried.Dispose();
        _pending.Dispose();
        _recheck.Dispose();
        _nextRecheck.Dispose();
        _parked.Dispose();
        _connection.Dispose();
    }

    [LoggerMessage(1050, LogLevel.Error, "The stored request {Request} of tenant {Tenant} cannot be read and is left out of a list.")]
    private static partial void LogLeftOut(ILogger logger, Exception cause, string request, TenantId tenant);

    private RequestPage ReadPage(SqliteCommand command, TenantId tenant, int limit)
    {
        var items = new List<ApprovalRequest>();
        string? last = null;
        using var reader = command.ExecuteReader();
        for (var rows = 0; reader.Read(); rows++)
        {
            if (rows == limit)
            {
                return new RequestPage(items, last);
            }

            last = reader.GetString(0);
            if (TryRead(last, reader.GetFieldValue<byte[]>(1), tenant) is { } request)
            {
                items.Add(request);
            }
        }

        return new RequestPage(items, null);
    }

    private ApprovalRequest? TryRead(string id, byte[] record, TenantId tenant)
    {
        try
        {
            return RequestRecord.FromJson(record).Request;
        }
        catch (StoredFormatException e)
        {
            LogLeftOut(_logger, e, id, tenant);
            return null;
        }
    }

    private static List<RequestKey> ReadKeys(SqliteCommand command)
    {
        var keys = new List<RequestKey>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            keys.Add(ReadKey(reader));
        }

        return keys;
    }

    private static RequestKey ReadKey(SqliteDataReader reader) =>
        new(new TenantId(reader.GetString(0)), RequestId.Parse(reader.GetString(1))!);

    /// <summary>The place of the last request of the page before, by its id: what a caller sees says nothing of others.</summary>
    private long FindPlace(TenantId tenant, string after) =>
        RequestId.Parse(after) is { } id && BindPlace(_place, new RequestKey(tenant, id)).ExecuteScalar() is long seq
            ? seq
            : throw new ArgumentException($"'{after}' is no place in the list of requests.", nameof(after));

    private SqliteCommand BindPlace(SqliteCommand command, RequestKey key) =>
        command.Bind(key.Tenant.Value, key.Id.Value, _recent.Find(key));

    private static DateTimeOffset? ReadTime(SqliteCommand command) =>
        command.ExecuteScalar() is long ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
}
