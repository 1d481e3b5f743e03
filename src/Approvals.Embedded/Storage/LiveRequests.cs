namespace Approvals.Embedded.Storage;

/// <summary>
/// The records used last, as committed, so that they are not read and parsed again. Bounded: when the newer half is
/// full, the older one goes.
/// </summary>
internal sealed class LiveRequests(int capacity)
{
    private readonly Lock _lock = new();
    private Dictionary<RequestKey, StoredRequest> _newer = [];
    private Dictionary<RequestKey, StoredRequest> _older = [];
    private long _age;

    /// <summary>
    /// Grows with every half that goes. What was read from the file at this age and is not here is still so as long as
    /// the age has not grown by two: what the writer put meanwhile would be here.
    /// </summary>
    public long Age
    {
        get
        {
            lock (_lock)
            {
                return _age;
            }
        }
    }

    public StoredRequest? Find(RequestKey key)
    {
        lock (_lock)
        {
            if (_newer.TryGetValue(key, out var request))
            {
                return request;
            }

            if (_older.TryGetValue(key, out request))
            {
                Add(key, request);
            }

            return request;
        }
    }

    /// <summary>Only the writer puts, and only what is committed: a reader's may be older already.</summary>
    public void Put(RequestKey key, StoredRequest request)
    {
        lock (_lock)
        {
            Add(key, request);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _newer = [];
            _older = [];
            _age += 2;
        }
    }

    private void Add(RequestKey key, StoredRequest request)
    {
        _newer[key] = request;
        if (_newer.Count >= Math.Max(1, capacity / 2))
        {
            (_newer, _older) = ([], _newer);
            _age++;
        }
    }
}
