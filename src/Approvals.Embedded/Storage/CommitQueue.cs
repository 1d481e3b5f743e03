using System.Collections.Concurrent;
using System.Globalization;
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

    /// <summary>So much that is patient has a commit of its own.</summary>
    private const int ManyPatient = 128;

    /// <summary>After so many commands the write-ahead log is worth a checkpoint.</summary>
    private const int ManyWritten = 1_000;

    private static readonly TimeSpan PauseOfTheProbe = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(1);

    private readonly SqliteConnection _connection;
    private readonly BlockingCollection<Work> _waiting;
    private readonly ConcurrentQueue<Work> _patient = new();
    private readonly ITimer _patience;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly SemaphoreSlim _grown = new(0);
    private readonly ITimer _probe;
    private readonly Statement _touch;
    private readonly int _batchSize;
    private readonly ILogger _logger;
    private readonly Thread _writer;
    private volatile EngineException? _broken;
    private volatile bool _finishing;
    private volatile bool _failing;
    private int _writtenSinceGrown;
    private int _patienceRuns;

    public CommitQueue(SqliteConnection connection, EmbeddedOptions options, TimeProvider time, ILogger logger)
    {
        _connection = connection;
        _begin = new Statement(connection, "BEGIN IMMEDIATE");
        _commit = new Statement(connection, "COMMIT");
        _touch = new Statement(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {SchemaMigrations.Newest}"));
        _probe = time.CreateTimer(_ => Probe(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _patience = time.CreateTimer(_ => Hurry(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _waiting = new BlockingCollection<Work>(options.QueueLength);
        _batchSize = options.BatchSize;
        _logger = logger;
        _writer = new Thread(WriteAll) { Name = "approvals writer", IsBackground = true };
        _writer.Start();
    }

    /// <summary>Runs on the writer's thread after a commit, before anybody hears of it.</summary>
    public Action Committed { get; init; } = static () => { };

    /// <summary>Runs on the writer's thread after a commit that failed, before anybody hears of it.</summary>
    public Action RolledBack { get; init; } = static () => { };

    /// <summary>Whether commands are taken, and the last write succeeded.</summary>
    public bool IsReady => _broken is null && !_finishing && !_failing;

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

    /// <summary>
    /// As <see cref="RunAsync{T}(Func{Decided{T}}, CancellationToken)"/>, for a command that nobody is in a hurry for: it
    /// goes with the next commit there is, and has one of its own only when many wait, or one has waited for a second.
    /// </summary>
    public Task<T> RunWithNextCommitAsync<T>(Func<Decided<T>> decide, CancellationToken cancellation)
    {
        if (_broken is { } broken)
        {
            return Task.FromException<T>(broken);
        }

        var work = new Work<T>(decide);
        _patient.Enqueue(work);
        if (_patient.Count >= ManyPatient)
        {
            Hurry();
        }
        else if (Interlocked.Exchange(ref _patienceRuns, 1) == 0)
        {
            _patience.Change(LongestPatience, Timeout.InfiniteTimeSpan);
        }

        return work.Answer.WaitAsync(cancellation);
    }

    /// <summary>Has the writer commit what is patient; where the queue is full, it is about to anyway.</summary>
    public void Hurry()
    {
        if (!_finishing)
        {
            _ = Enqueue(new Work<bool>(static () => new Decided<bool>(true)), CancellationToken.None);
        }
    }

    /// <summary>Waits until the write-ahead log is worth a checkpoint.</summary>
    public Task UntilGrownAsync(CancellationToken cancellation) => _grown.WaitAsync(cancellation);

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
        _patience.Dispose();
        _probe.Dispose();
        _touch.Dispose();
        _grown.Dispose();
        _begin.Dispose();
        _commit.Dispose();
        _connection.Dispose();
    }

    private Task<T> RunAsync<T>(Work<T> work, CancellationToken cancellation) =>
        _broken is { } broken ? Task.FromException<T>(broken) : Enqueue(work, cancellation);

    private Task<T> Enqueue<T>(Work<T> work, CancellationToken cancellation)
    {
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

            TakePatient(batch);
            Commit(batch);
            batch.Clear();
        }

        TakePatient(batch);
        Commit(batch);
    }

    private void TakePatient(List<Work> batch)
    {
        Volatile.Write(ref _patienceRuns, 0);
        // What ends a commit stays its last.
        var place = batch.Count > 0 && batch[^1].EndsCommit ? batch.Count - 1 : batch.Count;
        while (_patient.TryDequeue(out var work))
        {
            batch.Insert(place++, work);
        }
    }

    /// <summary>Writes what changes nothing, so that a disk with room again shows without anybody's command.</summary>
    private void Probe()
    {
        if (!_finishing)
        {
            _ = Enqueue(new Work<bool>(() => new Decided<bool>(true, Write: () => _touch.Execute())), CancellationToken.None);
        }
    }

    private void NoteGrowth(int written)
    {
        _writtenSinceGrown += written;
        if (_writtenSinceGrown >= ManyWritten && _grown.CurrentCount == 0)
        {
            _writtenSinceGrown = 0;
            _grown.Release();
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

            _begin.Execute();
            batch.ForEach(Run);
            _commit.Execute();
        }
        catch (Exception e)
        {
            Fail(batch, e);
            return;
        }

        _failing &= !batch.Exists(static work => work.HasWritten);
        Committed();
        NoteGrowth(batch.Count);
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
        RolledBack();
        if (cause is SqliteException)
        {
            _failing = true;
            _probe.Change(PauseOfTheProbe, Timeout.InfiniteTimeSpan);
        }

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
