using Approvals.Core.Identifiers;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Approvals.Embedded.Storage;

/// <summary>The rows of requests as committed, for one reader at a time.</summary>
internal sealed partial class RequestReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly ILogger _logger;
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _place;
    private readonly SqliteCommand _due;
    private readonly SqliteCommand _nextDue;
    private readonly SqliteCommand _outbox;
    private readonly SqliteCommand _nextOutbox;

    public RequestReader(SqliteConnection connection, ILogger logger)
    {
        _logger = logger;
        _connection = connection;
        _find = connection.Prepare("SELECT record FROM requests WHERE tenant = ?1 AND id = ?2", 2);
        _place = connection.Prepare("SELECT seq FROM requests WHERE tenant = ?1 AND id = ?2", 2);
        _due = connection.Prepare(
            "SELECT tenant, id FROM requests WHERE due_after < ?1 ORDER BY due_after LIMIT ?2", 2);
        _nextDue = connection.Prepare("SELECT min(due_after) FROM requests WHERE due_after IS NOT NULL", 0);
        _outbox = connection.Prepare(
            "SELECT tenant, id FROM requests WHERE outbox_due <= ?1 ORDER BY outbox_due LIMIT ?2", 2);
        _nextOutbox = connection.Prepare("SELECT min(outbox_due) FROM requests WHERE outbox_due > ?1", 1);
    }

    public RequestRecord? Find(RequestKey key)
    {
        using var reader = _find.Bind(key.Tenant.Value, key.Id.Value).ExecuteReader();
        return reader.Read() ? RequestRecord.FromJson(reader.GetFieldValue<byte[]>(0)) : null;
    }

    /// <summary>The requests that time has changed by now, the longest overdue first.</summary>
    public List<RequestKey> FindDue(DateTimeOffset now, int limit) => ReadKeys(_due.Bind(now.UtcTicks, limit));

    public DateTimeOffset? FindNextDue() => ReadTime(_nextDue);

    /// <summary>The requests with effects to carry out by now, the longest overdue first.</summary>
    public List<RequestKey> FindOutboxDue(DateTimeOffset now, int limit) => ReadKeys(_outbox.Bind(now.UtcTicks, limit));

    /// <summary>When the next effect after now is to be carried out.</summary>
    public DateTimeOffset? FindNextOutboxDue(DateTimeOffset now) => ReadTime(_nextOutbox.Bind(now.UtcTicks));

    /// <exception cref="ArgumentException">The filter's place in the list is none.</exception>
    public RequestPage List(TenantId tenant, RequestFilter filter)
    {
        var after = filter.After is { } place ? FindPlace(tenant, place) : (long?)null;
        using var command = RequestListing.Create(_connection, tenant, filter, after);
        return ReadPage(command, tenant, filter.Limit);
    }

    public void Dispose()
    {
        _find.Dispose();
        _place.Dispose();
        _due.Dispose();
        _nextDue.Dispose();
        _outbox.Dispose();
        _nextOutbox.Dispose();
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
            try
            {
                items.Add(RequestRecord.FromJson(reader.GetFieldValue<byte[]>(1)).Request);
            }
            catch (StoredFormatException e)
            {
                LogLeftOut(_logger, e, last, tenant);
            }
        }

        return new RequestPage(items, null);
    }

    private static List<RequestKey> ReadKeys(SqliteCommand command)
    {
        var keys = new List<RequestKey>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            keys.Add(new RequestKey(new TenantId(reader.GetString(0)), RequestId.Parse(reader.GetString(1))!));
        }

        return keys;
    }

    /// <summary>The place of the last request of the page before, by its id: what a caller sees says nothing of others.</summary>
    private long FindPlace(TenantId tenant, string after) =>
        RequestId.Parse(after) is not null && _place.Bind(tenant.Value, after).ExecuteScalar() is long seq
            ? seq
            : throw new ArgumentException($"'{after}' is no place in the list of requests.", nameof(after));

    private static DateTimeOffset? ReadTime(SqliteCommand command) =>
        command.ExecuteScalar() is long ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
}
