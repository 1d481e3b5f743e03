using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Approvals.Embedded.Storage;

/// <summary>
/// Copies the write-ahead log into the database beside the writer, on a connection of its own. Under steady load the
/// log never ends, so once it is large the writer pauses between two commits for the little that is left of it; then
/// it starts again from its beginning.
/// </summary>
internal sealed partial class Checkpoints(SqliteConnection connection, CommitQueue queue, ILogger logger) : IDisposable
{
    /// <summary>In pages of 4 KB: 16 MB.</summary>
    private const long LargeLog = 4_096;

    public async Task RoundAsync(CancellationToken cancellation)
    {
        await queue.UntilGrownAsync(cancellation);
        if (Checkpoint("PASSIVE") > LargeLog)
        {
            await queue.RunLastOfCommitAsync(() => new Decided<bool>(true, Committed: Restart), cancellation);
        }
    }

    public void Dispose() => connection.Dispose();

    [LoggerMessage(1040, LogLevel.Warning, "The write-ahead log could not be started again; that is tried again when it has grown.")]
    private static partial void LogNotRestarted(ILogger logger, Exception cause);

    /// <summary>Runs on the writer's thread, between two transactions. A reader in the way is not waited for.</summary>
    private void Restart()
    {
        try
        {
            Checkpoint("RESTART");
        }
        catch (SqliteException e)
        {
            LogNotRestarted(logger, e);
        }
    }

    /// <returns>How many pages the log has.</returns>
    private long Checkpoint(string mode)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA wal_checkpoint({mode})";
        using var reader = command.ExecuteReader();
        return reader.Read() ? reader.GetInt64(1) : 0;
    }
}
