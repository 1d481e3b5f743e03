using Approvals.Core.Json;
using Approvals.Core.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Approvals.Embedded.Storage;

/// <summary>The rows of requests, for the writer.</summary>
internal sealed class RequestTable : IDisposable
{
    private readonly LiveRequests _live;
    private readonly Dictionary<RequestKey, RequestRecord> _uncommitted = [];
    private readonly Statement _find;
    private readonly Statement _insert;
    private readonly Statement _update;
    private readonly Statement _postpone;

    public RequestTable(SqliteConnection connection, LiveRequests live)
    {
        _live = live;
        _find = new(connection, "SELECT record FROM requests WHERE tenant = ?1 AND id = ?2");
        _insert = new(
            connection,
            """
            INSERT INTO requests
                (tenant, id, version, status, tool, agent, executor, roles, due_after, outbox_due, record)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """);
        _update = new(
            connection,
            """
            UPDATE requests
            SET version = ?3, status = ?4, executor = ?5, due_after = ?6, outbox_due = ?7, record = ?8
            WHERE tenant = ?1 AND id = ?2 AND version = ?9
            """);
        _postpone = new(
            connection,
            "UPDATE requests SET due_after = max(due_after, ?3), outbox_due = max(outbox_due, ?3) WHERE tenant = ?1 AND id = ?2");
    }

    /// <summary>As the transaction under way has it.</summary>
    public RequestRecord? Find(RequestKey key)
    {
        if (_uncommitted.TryGetValue(key, out var record) || (record = _live.Find(key)) is not null)
        {
            return record;
        }

        record = _find.Text(1, key.Tenant.Value).Text(2, key.Id.Value)
            .ReadFirst(static row => RequestRecord.FromJson(raw.sqlite3_column_blob(row, 0)));
        if (record is not null)
        {
            _live.Put(key, record);
        }

        return record;
    }

    public void Insert(RequestRecord record)
    {
        var request = record.Request;
        var columns = RequestColumns.Of(request);
        _insert.Text(1, columns.Tenant)
            .Text(2, columns.Id)
            .Integer(3, columns.Version)
            .Text(4, columns.Status)
            .Text(5, columns.Tool)
            .Text(6, columns.Agent)
            .Text(7, columns.Executor)
            .Text(8, columns.Roles)
            .Integer(9, request.DueAfter?.UtcTicks)
            .Integer(10, record.OutboxDueAt?.UtcTicks)
            .Blob(11, record.ToJson())
            .Execute();
        _uncommitted[RequestKey.Of(request)] = record;
    }

    /// <exception cref="InvalidDataException">The row is not the one that was read: somebody else writes here.</exception>
    public void Update(RequestRecord record, int fromVersion)
    {
        var request = record.Request;
        var changed = _update.Text(1, request.Tenant.Value)
            .Text(2, request.Id.Value)
            .Integer(3, request.Version)
            .Text(4, EnumWords.Of(request.Status))
            .Text(5, request.Claim?.Executor.Value)
            .Integer(6, request.DueAfter?.UtcTicks)
            .Integer(7, record.OutboxDueAt?.UtcTicks)
            .Blob(8, record.ToJson())
            .Integer(9, fromVersion)
            .Execute();
        if (changed != 1)
        {
            throw new InvalidDataException($"Request {request.Id} is not at version {fromVersion} any more.");
        }

        _uncommitted[RequestKey.Of(request)] = record;
    }

    /// <summary>Puts off what is due of a request whose record cannot be worked; the record itself stays as it is.</summary>
    public void Postpone(RequestKey key, DateTimeOffset until) =>
        _postpone.Text(1, key.Tenant.Value).Text(2, key.Id.Value).Integer(3, until.UtcTicks).Execute();

    /// <summary>What was written is committed: everybody may see it.</summary>
    public void Committed()
    {
        foreach (var (key, record) in _uncommitted)
        {
            _live.Put(key, record);
        }

        _uncommitted.Clear();
    }

    /// <summary>What was written is not, or nobody knows: only the file says what there is.</summary>
    public void RolledBack()
    {
        _uncommitted.Clear();
        _live.Clear();
    }

    public void Dispose()
    {
        _postpone.Dispose();
        _find.Dispose();
        _insert.Dispose();
        _update.Dispose();
    }
}
