using System.Collections.Concurrent;
using Approvals.Core.Ports;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace Approvals.Embedded.Storage;

/// <summary>
/// The one writer. It runs one command after the other, and whatever is waiting goes into one transaction with one
/// sync (group commit). Nobody is answered before the commit that holds their write is durable; when it fails, all of
/// its callers are told that the outcome is unknown.
/// </summary>
internal sealed partial class CommitQueue : IDisposable
{
    private const int SqliteIoError = 10;
    private const int SqliteCorrupt = 11;
    private const int SqliteNotADatabase = 26;

    private readonly SqliteConnection _connection;
    private readonly BlockingCollection<Work> _waiting;
    private readonly int _batchSize;
    private readonly ILogger _logger;
    private readonly Thread _writer;
    private volatile EngineException? _broken;
    private volatile bool _finishing;

    public CommitQueue(SqliteConnection connection, EmbeddedOptions options, ILogger logger)
    {
        _connection = connection;
        _waiting = new BlockingCollection<Work>(options.QueueLength);
        _batchSize = options.BatchSize;
        _logger = logger;
        _writer = new Thread(WriteAll) { Name = "approvals writer", IsBackground = true };
        _writer.Start();
    }

    /// <summary>Whether commands are taken.</summary>
    public bool IsReady => _broken is null && !_finishing;

    /// <param name="decide">Runs on the writer's thread: nothing else changes the database meanwhile.</param>
    /// <param name="cancellation">Stops the waiting, not the command.</param>
    /// <exception cref="OverloadedException">Too much is waiting.</exception>
    /// <exception cref="EngineException">The outcome is unknown.</exception>
    public Task<T> RunAsync<T>(Func<Decided<T>> decide, CancellationToken cancellation) =>
        RunAsync(new Work<T>(decide), cancellation);

    /// <summary>
    /// As <see cref="RunAsync{T}(Func{Decided{T}}, CancellationToken)"/>, for a command that decides by what the engine
    /// keeps in memory and changes it: those behind it wait for its commit, and decide by what it left.
    /// </summary>
    public Task<T> RunLastOfCommitAsync<T>(Func<Decided<T>> decide, CancellationToken cancellation) =>
        RunAsync(new Work<T>(decide) { EndsCommit = true }, cancellation);

    /// <summary>Finishes what was taken on, and takes on nothing more.</summary>
    public void Finish()
    {
        _finishing = true;
        _waiting.CompleteAdding();
        _writer.Join();
    }

    public void Dispose()
    {
        Finish();
        _waiting.Dispose();
        _connection.Dispose();
    }

    private Task<T> RunAsync<T>(Work<T> work, CancellationToken cancellation)
    {
        if (_broken is { } broken)
        {
            return Task.FromException<T>(broken);
        }

        try
        {
            if (!_waiting.TryAdd(work, 0, CancellationToken.None))
            {
                return Task.FromException<T>(new OverloadedException(TimeSpan.FromSeconds(1)));
            }
        }
        catch (InvalidOperationException e)
        {
            return Task.FromException<T>(new EngineException("The engine is stopping; the command was not looked at.", e));
        }

        return work.Answer.WaitAsync(cancellation);
    }

    private void WriteAll()
    {
        var batch = new List<Work>(_batchSize);
        foreach (var first in _waiting.GetConsumingEnumerable())
        {
            batch.Add(first);
            while (!batch[^1].EndsCommit && batch.Count < _batchSize && _waiting.TryTake(out var next))
            {
                batch.Add(next);
            }

            Commit(batch);
            batch.Clear();
        }
    }

    private void Commit(List<Work> batch)
    {
        try
        {
            if (_broken is { } broken)
            {
                throw broken;
            }

            _connection.Execute("BEGIN IMMEDIATE");
            batch.ForEach(Run);
            _connection.Execute("COMMIT");
        }
        catch (Exception e)
        {
            Fail(batch, e);
            return;
        }

        batch.ForEach(static work => work.Complete());
    }

    /// <summary>A command that fails before its write fails alone; a failed write fails the batch.</summary>
    private void Run(Work work)
    {
        try
        {
            work.Decide();
        }
        catch (Exception e) when (e is not SqliteException)
        {
            LogCommandFailed(_logger, e);
            work.Fail(new EngineException("The command failed, and nothing of it was stored.", e));
        }

        work.Write();
    }

    private void Fail(List<Work> batch, Exception cause)
    {
        LogCommitFailed(_logger, cause, batch.Count);
        Rollback();
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
