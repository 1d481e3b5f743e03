using Approvals.Core.Storage;
using Microsoft.Data.Sqlite;

namespace Approvals.Embedded.Storage;

/// <summary>The rows that say which requests have effects to carry out, for the writer.</summary>
internal sealed class OutboxTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _put = new(
        connection, "INSERT INTO outbox (seq, due) VALUES (?1, ?2) ON CONFLICT (seq) DO UPDATE SET due = excluded.due");

    private readonly Statement _remove = new(connection, "DELETE FROM outbox WHERE seq = ?1");

    private readonly Statement _removeUnread = new(
        connection, "DELETE FROM outbox WHERE seq = (SELECT seq FROM requests WHERE seq = ?1 AND version = ?2)");

    private readonly Statement _postpone = new(connection, "UPDATE outbox SET due = max(coalesce(due, 0), ?2) WHERE seq = ?1");

    /// <summary>When the first effect of a lane is tried again; null where one has not been tried yet, and is to be at once.</summary>
    public static long? DueOf(RequestRecord record) => record.RetryAt?.UtcTicks;

    /// <summary>Keeps the request's row as its record now has it.</summary>
    /// <param name="seq">The request's row.</param>
    /// <param name="before">The record that the row was kept for, if any.</param>
    /// <param name="record">The record now.</param>
    public void Keep(long seq, RequestRecord? before, RequestRecord record)
    {
        var had = before is { Outbox.IsEmpty: false };
        if (record.Outbox.IsEmpty)
        {
            if (had)
            {
                _remove.Integer(1, seq).Execute();
            }
        }
        else if (!had || DueOf(before!) != DueOf(record))
        {
            _put.Integer(1, seq).Integer(2, DueOf(record)).Execute();
        }
    }

    /// <summary>Removes the row of a request that is still at this version: it has no effects but those that were known then.</summary>
    public void RemoveUnread(long seq, int version) => _removeUnread.Integer(1, seq).Integer(2, version).Execute();

    public void Postpone(long seq, DateTimeOffset until) => _postpone.Integer(1, seq).Integer(2, until.UtcTicks).Execute();

    public void Dispose()
    {
        _put.Dispose();
        _remove.Dispose();
        _removeUnread.Dispose();
        _postpone.Dispose();
    }
}
