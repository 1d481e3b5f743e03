using System.Globalization;
using Approvals.Core.Ports;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace Approvals.Embedded.Storage;

/// <summary>
/// Runs work in transactions, each with one sync. Nobody is answered before the commit that holds their write is
/// durable; when it fails, all of its callers are told that the outcome is unknown.
/// </summary>
internal sealed partial class Transactions : IDisposable
{
    private const int SqliteIoError = 10;
    private const int SqliteCorrupt = 11;
    private const int SqliteNotADatabase = 26;

    private readonly SqliteConnection _connection;
    private readonly ILogger _logger;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _touch;
    private readonly Statement _foreign;
    private readonly long _foreignAtStart;
    private volatile EngineException? _broken;
    private volatile bool _failing;

    public Transactions(SqliteConnection connection, ILogger logger)
    {
        _connection = connection;
        _logger = logger;
        _begin = new Statement(connection, "BEGIN IMMEDIATE");
        _commit = new Statement(connection, "COMMIT");
        // SQLite counts what other connections commit; ours is the only one that writes.
        _foreign = new Statement(connection, "PRAGMA data_version");
        _foreignAtStart = CountForeign();
        _touch = new Statement(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {SchemaMigrations.Newest}"));
    }

    /// <summary>Runs as the last of a transaction.</summary>
    public Action Committing { get; init; } = static () => { };

    /// <summary>Runs after a commit, before anybody hears of it.</summary>
    public Action Committed { get; init; } = static () => { };

    /// <summary>Runs after a commit that failed, before anybody hears of it.</summary>
    public Action RolledBack { get; init; } = static () => { };

    /// <summary>Why nothing is taken on any more, if so.</summary>
    public EngineException? Broken => _broken;

    /// <summary>Whether the last write failed.</summary>
    public bool IsFailing => _failing;

    /// <summary>Writes what changes nothing.</summary>
    public void Touch() => _touch.Execute();

    /// <returns>Whether it is committed.</returns>
    public bool Run(List<Work> batch)
    {
        try
        {
            if (_broken is { } broken)
            {
                throw broken;
            }

            _begin.Execute();
            RefuseForeignWrites();
            batch.ForEach(Run);
            Committing();
            _commit.Execute();
        }
        catch (Exception e)
        {
            Fail(batch, e);
            return false;
        }

        _failing &= !batch.Exists(static work => work.HasWritten);
        if (!TryNoteCommitted())
        {
            batch.ForEach(work => work.Fail(_broken!));
            return false;
        }

        batch.ForEach(Complete);
        return true;
    }

    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _touch.Dispose();
        _foreign.Dispose();
        _connection.Dispose();
    }

    private long CountForeign() => _foreign.ReadFirst(static row => raw.sqlite3_column_int64(row, 0));

    /// <summary>Whoever else writes to the file makes what is in memory untrue: what is decided on that could be decided twice.</summary>
    private void RefuseForeignWrites()
    {
        if (CountForeign() != _foreignAtStart)
        {
            _broken = new EngineException("Another program writes to the database; nothing is taken on until this process is started again, alone.");
            LogBroken(_logger, _broken);
            throw _broken;
        }
    }

    /// <summary>What the memory does not know of the file would be answered wrongly from then on.</summary>
    private bool TryNoteCommitted()
    {
        try
        {
            Committed();
            return true;
        }
        catch (Exception e)
        {
            LogBroken(_logger, e);
            _broken = new EngineException("The memory does not agree with the database any more; nothing is taken on.", e);
            return false;
        }
    }

    /// <summary>A fault in telling one of a commit keeps nobody else from hearing of theirs.</summary>
    private void Complete(Work work)
    {
        try
        {
            work.Complete();
        }
        catch (Exception e)
        {
            LogTellingFailed(_logger, e);
            work.Fail(new EngineException("The command was carried out, but its caller could not be told; ask again.", e));
        }
    }

    /// <summary>A command that fails before its write fails alone; a failed write fails the batch.</summary>
    private void Run(Work work)
    {
        do
        {
            try
            {
                work.Decide();
            }
            catch (Exception e) when (e is not SqliteException)
            {
                LogCommandFailed(_logger, e);
                work.Fail(new EngineException("The command failed, and nothing of it was stored.", e));
                return;
            }
        }
        while (!work.TryWrite());
    }

    private void Fail(List<Work> batch, Exception cause)
    {
        LogCommitFailed(_logger, cause, batch.Count);
        Rollback();
        RolledBack();
        _failing |= cause is SqliteException;
        if (cause is SqliteException { SqliteErrorCode: SqliteIoError or SqliteCorrupt or SqliteNotADatabase })
        {
            // After a failed sync nobody knows what the disk holds: carrying on could answer from what is lost.
            LogBroken(_logger, cause);
            _broken = new EngineException("The database is damaged or its disk fails; nothing is taken on.", cause);
        }

        var failure = cause as EngineException
            ?? new EngineException("The storage failed; whether the command took effect is not known.", cause);
        batch.ForEach(work => work.Fail(failure));
    }

    private void Rollback()
    {
        try
        {
            if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            {
                _connection.Execute("ROLLBACK");
            }
        }
        catch (SqliteException e)
        {
            LogBroken(_logger, e);
            _broken = new EngineException("The database could not be brought back to its last commit; nothing is taken on.", e);
        }
    }
}
