using Approvals.Core.Storage;
using Microsoft.Data.Sqlite;

namespace Approvals.Embedded.Storage;

/// <summary>Counts what waits in the file. None of it walks all requests.</summary>
internal sealed class BacklogReader(SqliteConnection connection)
{
    public long CountPending() => connection.ExecuteInteger("SELECT coalesce(sum(count), 0) FROM pending");

    public long CountOverdue(DateTimeOffset now)
    {
        using var command = connection.Prepare("SELECT count(*) FROM requests WHERE due_after < ?1", 1);
        return (long)command.Bind(now.UtcTicks).ExecuteScalar()!;
    }

    public long CountWaiting() => connection.ExecuteInteger("SELECT count(*) FROM outbox");

    public long CountParked() => connection.ExecuteInteger("SELECT count(*) FROM parked");

    /// <summary>When the first of the requests with effects still to be carried out changed last; null where there is none.</summary>
    /// <exception cref="StoredFormatException">Its record cannot be read.</exception>
    public DateTimeOffset? FindFirstWaiting()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT record FROM requests WHERE seq = (SELECT min(seq) FROM outbox)";
        return command.ExecuteScalar() is byte[] record ? RequestRecord.FromJson(record).Request.UpdatedAt : null;
    }
}
