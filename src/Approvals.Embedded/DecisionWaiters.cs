using Approvals.Core.Identifiers;

namespace Approvals.Embedded;

/// <summary>Wakes the callers that wait for a request's decision.</summary>
internal sealed class DecisionWaiters
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(TenantId, RequestId), Waiting> _waiting = [];

    /// <summary>Starts waiting. Ask for the request's state after this, and a decision cannot slip between.</summary>
    public Waiter Enter(TenantId tenant, RequestId id)
    {
        lock (_lock)
        {
            if (!_waiting.TryGetValue((tenant, id), out var waiting))
            {
                waiting = new Waiting();
                _waiting.Add((tenant, id), waiting);
            }

            waiting.Count++;
            return new Waiter(this, (tenant, id), waiting);
        }
    }

    public void Decided(TenantId tenant, RequestId id)
    {
        lock (_lock)
        {
            if (_waiting.Remove((tenant, id), out var waiting))
            {
                waiting.Signal.TrySetResult();
            }
        }
    }

    private void Leave((TenantId, RequestId) key, Waiting waiting)
    {
        lock (_lock)
        {
            if (--waiting.Count == 0 && _waiting.TryGetValue(key, out var current) && ReferenceEquals(current, waiting))
            {
                _waiting.Remove(key);
            }
        }
    }

    internal sealed class Waiter(DecisionWaiters owner, (TenantId, RequestId) key, Waiting waiting) : IDisposable
    {
        /// <summary>Ends when the request is decided.</summary>
        public Task Decided => waiting.Signal.Task;

        public void Dispose() => owner.Leave(key, waiting);
    }

    internal sealed class Waiting
    {
        public TaskCompletionSource Signal { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Count { get; set; }
    }
}
