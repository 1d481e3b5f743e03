using Approvals.Core.Ports;

namespace Approvals.Embedded.Storage;

/// <summary>
/// What waits for the one writer. Commands run one after the other, and whatever is waiting goes into one transaction
/// with one sync (group commit). Who finds the writer idle writes, on its own thread; what comes meanwhile is written by
/// the writer's thread, so that nobody works for others longer than for one commit.
/// </summary>
internal sealed class CommitQueue : IDisposable
{
    /// <summary>So much that is patient has a commit of its own.</summary>
    private const int ManyPatient = 1_024;

    /// <summary>After so many commands the write-ahead log is worth a checkpoint.</summary>
    private const int ManyWritten = 4_000;

    private static readonly TimeSpan PauseOfTheProbe = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan PauseOfTheRefused = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Queue<Work> _waiting = new();
    private readonly Queue<Work> _patient = new();
    private readonly List<Work> _batch;
    private readonly Transactions _transactions;
    private readonly EmbeddedOptions _options;
    private readonly ITimer _patience;
    private readonly ITimer _probe;
    private readonly SemaphoreSlim _grown = new(0);
    private readonly SemaphoreSlim _turn = new(0);
    private readonly Thread _writer;
    private bool _isWriting;
    private bool _isPatienceRunning;
    private volatile bool _finishing;
    private int _writtenSinceGrown;

    public CommitQueue(Transactions transactions, EmbeddedOptions options, TimeProvider time)
    {
        _transactions = transactions;
        _options = options;
        _batch = new List<Work>(options.BatchSize);
        _probe = time.CreateTimer(_ => Probe(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _patience = time.CreateTimer(_ => Hurry(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _writer = new Thread(WriteWhatWaits) { Name = "approvals writer", IsBackground = true };
        _writer.Start();
    }

    /// <summary>Whether commands are taken, and the last write succeeded.</summary>
    public bool IsReady => _transactions.Broken is null && !_finishing && !_transactions.IsFailing;

    /// <summary>Why nothing more is taken on at this moment, if so: to be asked before work goes into a command.</summary>
    public EngineException? Refusal
    {
        get
        {
            lock (_lock)
            {
                return _transactions.Broken ?? FindRefusal();
            }
        }
    }

    /// <param name="decide">Runs on the writer's turn: nothing else changes the database meanwhile.</param>
    /// <param name="cancellation">Stops the waiting, not the command.</param>
    /// <exception cref="OverloadedException">Too much is waiting.</exception>
    /// <exception cref="EngineException">The outcome is unknown.</exception>
    public Task<T> RunAsync<T>(Func<Decided<T>> decide, CancellationToken cancellation) =>
        RunAsync(new DecidedWork<T>(decide), cancellation);

    /// <summary>
    /// As <see cref="RunAsync{T}(Func{Decided{T}}, CancellationToken)"/>, for a command that decides by what the engine
    /// keeps in memory and changes it: those behind it wait for its commit, and decide by what it left.
    /// </summary>
    public Task<T> RunLastOfCommitAsync<T>(Func<Decided<T>> decide, CancellationToken cancellation) =>
        RunAsync(new DecidedWork<T>(decide) { EndsCommit = true }, cancellation);

    /// <summary>Writes at once, where the writer is idle.</summary>
    public Task<T> RunAsync<T>(Work<T> work, CancellationToken cancellation) => RunAsync(work, mayWrite: true, cancellation);

    /// <summary>For one of many that the same caller gives at once: leaves the writing to the writer's thread.</summary>
    public Task<T> RunAmongManyAsync<T>(Work<T> work, CancellationToken cancellation) => RunAsync(work, mayWrite: false, cancellation);

    /// <summary>
    /// Takes on what nobody is in a hurry for: it goes with the next commit there is, and has one of its own only when
    /// much waits, or has waited for a second.
    /// </summary>
    public void RunWithNextCommit(Work work)
    {
        bool isMuch;
        lock (_lock)
        {
            _patient.Enqueue(work);
            isMuch = _patient.Count == ManyPatient;
            if (!_isPatienceRunning)
            {
                _isPatienceRunning = true;
                _patience.Change(LongestPatience, Timeout.InfiniteTimeSpan);
            }
        }

        if (isMuch)
        {
            Hurry();
        }
    }

    /// <summary>Waits until the write-ahead log is worth a checkpoint.</summary>
    public Task UntilGrownAsync(CancellationToken cancellation) => _grown.WaitAsync(cancellation);

    /// <summary>Finishes what was taken on, and takes on nothing more.</summary>
    public void Finish()
    {
        lock (_lock)
        {
            if (!_finishing)
            {
                _finishing = true;
                // Whoever writes now gives the turn on.
                if (!_isWriting)
                {
                    _isWriting = true;
                    _turn.Release();
                }
            }
        }

        _writer.Join();
    }

    public void Dispose()
    {
        Finish();
        _patience.Dispose();
        _probe.Dispose();
        _grown.Dispose();
        _turn.Dispose();
        _transactions.Dispose();
    }

    private Task<T> RunAsync<T>(Work<T> work, bool mayWrite, CancellationToken cancellation)
    {
        if (_transactions.Broken is { } broken)
        {
            return Task.FromException<T>(broken);
        }

        return Tracing.Source.HasListeners() ? TraceAsync(work, mayWrite, cancellation) : CommitAsync(work, mayWrite, cancellation);
    }

    private async Task<T> TraceAsync<T>(Work<T> work, bool mayWrite, CancellationToken cancellation)
    {
        using var span = Tracing.Source.StartActivity("commit");
        return await CommitAsync(work, mayWrite, cancellation);
    }

    private Task<T> CommitAsync<T>(Work<T> work, bool mayWrite, CancellationToken cancellation) =>
        Enqueue(work, mayWrite) is { } refusal ? Task.FromException<T>(refusal) : work.Answer.WaitAsync(cancellation);

    private EngineException? FindRefusal() => _finishing
        ? new EngineException("The engine is stopping; the command was not looked at.")
        : _waiting.Count >= _options.QueueLength ? new OverloadedException(PauseOfTheRefused) : null;

    private EngineException? Enqueue(Work work, bool mayWrite)
    {
        lock (_lock)
        {
            if (FindRefusal() is { } refusal)
            {
                return refusal;
            }

            _waiting.Enqueue(work);
            if (_isWriting)
            {
                return null;
            }

            _isWriting = true;
            if (!mayWrite)
            {
                _turn.Release();
                return null;
            }

            TakeBatch();
        }

        WriteBatch();
        lock (_lock)
        {
            _isWriting = _waiting.Count > 0 || _finishing;
            if (_isWriting)
            {
                _turn.Release();
            }
        }

        return null;
    }

    private void WriteWhatWaits()
    {
        do
        {
            _turn.Wait();
        }
        while (!WriteAll());
    }

    /// <returns>Whether the queue is finished; otherwise somebody gives this thread the next turn.</returns>
    private bool WriteAll()
    {
        while (true)
        {
            lock (_lock)
            {
                if (_waiting.Count == 0 && !(_finishing && _patient.Count > 0))
                {
                    _isWriting = _finishing;
                    return _finishing;
                }

                TakeBatch();
            }

            WriteBatch();
        }
    }

    /// <summary>Takes what goes into the next commit: no more than fits, and nothing behind what ends a commit.</summary>
    private void TakeBatch()
    {
        while (_batch.Count < _options.BatchSize && _waiting.TryDequeue(out var work))
        {
            _batch.Add(work);
            if (work.EndsCommit)
            {
                break;
            }
        }

        // Behind the commands, which were decided on records as they are without it.
        _isPatienceRunning = false;
        while (_patient.TryDequeue(out var patient))
        {
            _batch.Add(patient);
        }
    }

    private void WriteBatch()
    {
        if (_transactions.Run(_batch))
        {
            NoteGrowth(_batch.Count);
        }
        else if (_transactions.IsFailing)
        {
            _probe.Change(PauseOfTheProbe, Timeout.InfiniteTimeSpan);
        }

        _batch.Clear();
    }

    /// <summary>Has the writer commit what is patient; where the queue is full, it is about to anyway.</summary>
    private void Hurry() => _ = Enqueue(new DecidedWork<bool>(static () => new Decided<bool>(true)), mayWrite: false);

    /// <summary>Writes what changes nothing, so that a disk with room again shows without anybody's command.</summary>
    private void Probe() => _ = Enqueue(
        new DecidedWork<bool>(() => new Decided<bool>(true, Write: _transactions.Touch)), mayWrite: false);

    private void NoteGrowth(int written)
    {
        _writtenSinceGrown += written;
        if (_writtenSinceGrown >= ManyWritten && _grown.CurrentCount == 0)
        {
            _writtenSinceGrown = 0;
            _grown.Release();
        }
    }
}
