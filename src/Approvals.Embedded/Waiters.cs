namespace Approvals.Embedded;

/// <summary>Wakes the callers that wait for something to happen.</summary>
/// <typeparam name="TKey">What it happens to.</typeparam>
internal sealed class Waiters<TKey>
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Waiting> _waiting = [];

    /// <summary>Starts waiting. Ask for the state after this, and nothing can slip between.</summary>
    public Waiter Enter(TKey key)
    {
        lock (_lock)
        {
            if (!_waiting.TryGetValue(key, out var waiting))
            {
                waiting = new Waiting();
                _waiting.Add(key, waiting);
            }

            waiting.Count++;
            return new Waiter(this, key, waiting);
        }
    }

    /// <summary>Wakes those who wait for this.</summary>
    public void Wake(TKey key)
    {
        lock (_lock)
        {
            if (_waiting.Remove(key, out var waiting))
            {
                waiting.Signal.TrySetResult();
            }
        }
    }

    private void Leave(TKey key, Waiting waiting)
    {
        lock (_lock)
        {
            if (--waiting.Count == 0 && _waiting.TryGetValue(key, out var current) && ReferenceEquals(current, waiting))
            {
                _waiting.Remove(key);
            }
        }
    }

    internal sealed class Waiter(Waiters<TKey> owner, TKey key, Waiting waiting) : IDisposable
    {
        /// <summary>Ends when what is waited for has happened.</summary>
        public Task Woken => waiting.Signal.Task;

        public void Dispose() => owner.Leave(key, waiting);
    }

    internal sealed class Waiting
    {
        public TaskCompletionSource Signal { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Count { get; set; }
    }
}
