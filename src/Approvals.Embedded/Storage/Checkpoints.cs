using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Approvals.Embedded.Storage;

/// <summary>
/// Copies the write-ahead log into the database beside the writer, on a connection of its own. Under steady load the
/// log never ends, so once it is large the writer pauses between two commits for the little that is left of it; then
/// the writer itself starts the log again from its beginning, and so keeps the pages that it has in memory.
/// </summary>
internal sealed partial class Checkpoints(SqliteConnection connection, CommitQueue queue, ILogger logger) : IDisposable
{
    /// <summary>In pages of 4 KB: 32 MB.</summary>
    private const long LargeLog = 8_192;

    /// <summary>In pages: what the writer waits for.</summary>
    private const long Little = 1_024;

    /// <summary>How often it is tried to come that close to the writer.</summary>
    private const int Tries = 4;

    public async Task RoundAsync(CancellationToken cancellation)
    {
        await queue.UntilGrownAsync(cancellation);
        var copied = Checkpoint();
        if (copied < LargeLog)
        {
            return;
        }

        for (var tries = 0; tries < Tries; tries++)
        {
            var before = copied;
            copied = Checkpoint();
            if (copied - before < Little)
            {
                break;
            }
        }

        await queue.RunLastOfCommitAsync(() => new Decided<bool>(true, Committed: CopyTheRest), cancellation);
    }

    public void Dispose() => connection.Dispose();

    [LoggerMessage(1040, LogLevel.Warning, "The write-ahead log could not be copied to its end; that is tried again when it has grown.")]
    private static partial void LogNotCopied(ILogger logger, Exception cause);

    /// <summary>Runs on the writer's turn, between two transactions. A reader in the way is not waited for.</summary>
    private void CopyTheRest()
    {
        try
        {
            Checkpoint();
        }
        catch (SqliteException e)
        {
            LogNotCopied(logger, e);
        }
    }

    /// <returns>How many pages of the log are in the database by now.</returns>
    private long Checkpoint()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(PASSIVE)";
        using var reader = command.ExecuteReader();
        return reader.Read() ? reader.GetInt64(2) : 0;
    }
}
