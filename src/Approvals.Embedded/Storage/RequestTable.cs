using System.Collections.Immutable;
using Approvals.Core.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Approvals.Embedded.Storage;

/// <summary>The rows of requests, for the writer.</summary>
internal sealed class RequestTable : IDisposable
{
    private readonly LiveRequests _live;
    private readonly OutboxTable _outbox;
    private readonly InboxTable _inbox;
    private readonly HistoryTables _history;
    private readonly RequestIdTable _ids;
    private readonly Dictionary<RequestKey, StoredRequest> _uncommitted = [];
    private readonly Statement _find;
    private readonly Statement _insert;
    private readonly Statement _update;
    private readonly Statement _updateRecord;
    private readonly Statement _updateUnseen;
    private readonly Statement _postpone;
    private readonly Statement _findLast;
    private readonly Statement _findLastChange;
    private long? _last;
    private long? _lastChange;

    public RequestTable(SqliteConnection connection, LiveRequests live, HistoryTables history, RequestIdTable ids)
    {
        _live = live;
        _history = history;
        _ids = ids;
        _outbox = new OutboxTable(connection);
        _inbox = new InboxTable(connection);
        _find = new(connection, $"SELECT {RequestReader.Columns} FROM requests AS r WHERE r.seq = ?1");
        _insert = new(
            connection,
            """
            INSERT INTO requests
                (seq, tenant, id, version, status, tool, agent, executor, roles, due_after, record, changed)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
            """);
        _update = new(
            connection,
            """
            UPDATE requests
            SET version = ?3, record = ?4, changed = ?5, status = ?6, executor = ?7, roles = ?8, due_after = ?9
            WHERE seq = ?1 AND version = ?2
            """);
        _updateRecord = new(connection, "UPDATE requests SET version = ?3, record = ?4, changed = ?5 WHERE seq = ?1 AND version = ?2");
        _updateUnseen = new(connection, "UPDATE requests SET version = ?3, record = ?4 WHERE seq = ?1 AND version = ?2");
        _postpone = new(connection, "UPDATE requests SET due_after = max(due_after, ?2) WHERE seq = ?1");
        _findLast = new(connection, "SELECT max(seq) FROM requests");
        _findLastChange = new(connection, "SELECT max(changed) FROM requests");
    }

    /// <summary>As the transaction under way has it.</summary>
    public StoredRequest? Find(RequestKey key)
    {
        if (FindLive(key) is { } known)
        {
            return known;
        }

        if (_ids.Find(key) is not { } seq)
        {
            return null;
        }

        var request = _find.Integer(1, seq).ReadFirst(static row => RequestReader.Read(
            raw.sqlite3_column_int64(row, 0), raw.sqlite3_column_blob(row, 1), raw.sqlite3_column_int(row, 2) != 0));
        if (request is not null)
        {
            _live.Put(key, request);
        }

        return request;
    }

    /// <summary>As the transaction under way has it, if that is in memory.</summary>
    public StoredRequest? FindLive(RequestKey key) =>
        _uncommitted.TryGetValue(key, out var request) ? request : _live.Find(key);

    /// <returns>False where a request of this key is there already; then nothing is written.</returns>
    public bool TryWrite(RequestRow row) => row.Before is null ? TryInsert(row) : Update(row, row.Before);

    /// <summary>Takes effects that were carried out away from a request; its record is not written again for it.</summary>
    /// <param name="key">The request.</param>
    /// <param name="allOf">The version of the request that has no effects left but these; null where it has.</param>
    /// <param name="delivered">Which.</param>
    public void Acknowledge(RequestKey key, int? allOf, ImmutableArray<EffectId> delivered)
    {
        if (FindLive(key) is not { } request)
        {
            if (allOf is { } version && _ids.Find(key) is { } seq)
            {
                _outbox.RemoveUnread(seq, version);
            }

            return;
        }

        var settled = delivered.Aggregate(request.Record, static (record, effect) => record.WithoutEffect(effect));
        if (settled.Outbox.IsEmpty)
        {
            _outbox.Keep(request.Seq, request.Record, settled);
        }

        // Where more is left, what is done is done again after a crash.
        _uncommitted[key] = request.WithOutboxOf(settled);
    }

    /// <summary>Puts off what is due of a request whose record cannot be worked; the record itself stays as it is.</summary>
    public void Postpone(RequestKey key, DateTimeOffset until)
    {
        if ((FindLive(key)?.Seq ?? _ids.Find(key)) is { } seq)
        {
            _postpone.Integer(1, seq).Integer(2, until.UtcTicks).Execute();
            _outbox.Postpone(seq, until);
        }
    }

    /// <summary>The last of a transaction: writes what is written once for all of it.</summary>
    public void Committing()
    {
        _history.Pending.Committing();
        _ids.Committing();
    }

    /// <summary>What was written is committed: everybody may see it.</summary>
    public void Committed()
    {
        foreach (var (key, request) in _uncommitted)
        {
            _live.Put(key, request);
        }

        _uncommitted.Clear();
        _history.Pending.Committed();
        _ids.Committed();
    }

    /// <summary>What was written is not, or nobody knows: only the file says what there is.</summary>
    public void RolledBack()
    {
        _uncommitted.Clear();
        _live.Clear();
        _history.Pending.RolledBack();
        _ids.RolledBack();
        _last = null;
        _lastChange = null;
    }

    public void Dispose()
    {
        _outbox.Dispose();
        _inbox.Dispose();
        _postpone.Dispose();
        _find.Dispose();
        _findLast.Dispose();
        _findLastChange.Dispose();
        _updateUnseen.Dispose();
        _insert.Dispose();
        _update.Dispose();
        _updateRecord.Dispose();
    }

    private bool TryInsert(RequestRow row)
    {
        var key = RequestKey.Of(row.Record.Request);
        if (FindLive(key) is not null || _ids.Find(key) is not null)
        {
            return false;
        }

        var columns = row.Columns!;
        var seq = (_last ??= _findLast.ReadFirst(static row => raw.sqlite3_column_int64(row, 0))) + 1;
        _insert.Integer(1, seq)
            .Text(2, columns.Tenant)
            .Text(3, columns.Id)
            .Integer(4, columns.Version)
            .Text(5, columns.Status)
            .Text(6, columns.Tool)
            .Text(7, columns.Agent)
            .Text(8, columns.Executor)
            .Text(9, columns.Roles)
            .Integer(10, row.DueAfter?.UtcTicks)
            .Blob(11, row.Json)
            .Integer(12, NextChange())
            .Execute();
        _last = seq;
        _ids.Add(key, seq);
        Written(row, seq);
        return true;
    }

    /// <exception cref="InvalidDataException">The row is not the one that was read: somebody else writes here.</exception>
    private bool Update(RequestRow row, StoredRequest before)
    {
        var request = row.Record.Request;
        // Whom it was told to, and what is still to be told, is no change to those who follow it.
        var isSeen = request.Version != before.Record.Request.Version;
        var statement = row.Columns is not null ? _update : isSeen ? _updateRecord : _updateUnseen;
        statement.Integer(1, before.Seq)
            .Integer(2, before.Record.Request.Version)
            .Integer(3, request.Version)
            .Blob(4, row.Json);
        if (statement != _updateUnseen)
        {
            statement.Integer(5, NextChange());
        }

        if (row.Columns is { } columns)
        {
            statement.Text(6, columns.Status)
                .Text(7, columns.Executor)
                .Text(8, columns.Roles)
                .Integer(9, row.DueAfter?.UtcTicks);
        }

        if (statement.Execute() != 1)
        {
            throw new InvalidDataException($"Request {request.Id} is not at version {before.Record.Request.Version} any more.");
        }

        Written(row, before.Seq);
        return true;
    }

    private long NextChange()
    {
        _lastChange = (_lastChange ??= _findLastChange.ReadFirst(static row => raw.sqlite3_column_int64(row, 0))) + 1;
        return _lastChange.Value;
    }

    private void Written(RequestRow row, long seq)
    {
        var request = row.Record.Request;
        _inbox.Leave(request.Tenant, row.Leaves, seq);
        _inbox.Enter(request.Tenant, row.Enters, seq);
        _outbox.Keep(seq, row.Before?.Record, row.Record);
        _history.Keep(seq, row);
        _uncommitted[RequestKey.Of(request)] = new StoredRequest(seq, row.Record, row.DueAfter);
    }
}
