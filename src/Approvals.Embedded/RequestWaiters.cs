using Approvals.Core.Identifiers;

namespace Approvals.Embedded;

/// <summary>Wakes the callers that wait for something to happen to a request.</summary>
internal sealed class RequestWaiters
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(TenantId, RequestId), Waiting> _waiting = [];

    /// <summary>Starts waiting. Ask for the request's state after this, and nothing can slip between.</summary>
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

    /// <summary>Wakes those who wait for this request.</summary>
    public void Wake(TenantId tenant, RequestId id)
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

    internal sealed class Waiter(RequestWaiters owner, (TenantId, RequestId) key, Waiting waiting) : IDisposable
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
