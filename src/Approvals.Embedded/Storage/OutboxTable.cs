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
        connection, "DELETE FROM outbox WHERE seq = (SELECT seq FROM requests WHERE tenant = ?1 AND id = ?2 AND version = ?3)");

    private readonly Statement _postpone = new(
        connection,
        "UPDATE outbox SET due = max(coalesce(due, 0), ?3) WHERE seq = (SELECT seq FROM requests WHERE tenant = ?1 AND id = ?2)");

    /// <summary>When the first effect of a lane is tried again; null where one has not been tried yet, and is to be at once.</summary>
    public static long? DueOf(RequestRecord record)
    {
        long? due = null;
        var seen = 0;
        foreach (var entry in record.Outbox)
        {
            var lane = 1 << (int)entry.Effect.Lane;
            if ((seen & lane) != 0)
            {
                continue;
            }

            seen |= lane;
            if (entry.Attempts == 0)
            {
                return null;
            }

            due = due < entry.NextAttemptAt.UtcTicks ? due : entry.NextAttemptAt.UtcTicks;
        }

        return due;
    }

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
    public void RemoveUnread(RequestKey key, int version) =>
        _removeUnread.Text(1, key.Tenant.Value).Text(2, key.Id.Value).Integer(3, version).Execute();

    public void Postpone(RequestKey key, DateTimeOffset until) =>
        _postpone.Text(1, key.Tenant.Value).Text(2, key.Id.Value).Integer(3, until.UtcTicks).Execute();

    public void Dispose()
    {
        _put.Dispose();
        _remove.Dispose();
        _removeUnread.Dispose();
        _postpone.Dispose();
    }
}
