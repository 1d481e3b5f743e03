using Approvals.Core.Storage;

namespace Approvals.Embedded.Storage;

/// <summary>
/// The records used last, as committed, so that they are not read and parsed again. Bounded: when the newer half is
/// full, the older one goes.
/// </summary>
internal sealed class LiveRequests(int capacity)
{
    private readonly Lock _lock = new();
    private Dictionary<RequestKey, RequestRecord> _newer = [];
    private Dictionary<RequestKey, RequestRecord> _older = [];

    public RequestRecord? Find(RequestKey key)
    {
        lock (_lock)
        {
            if (_newer.TryGetValue(key, out var record))
            {
                return record;
            }

            if (_older.TryGetValue(key, out record))
            {
                Add(key, record);
            }

            return record;
        }
    }

    /// <summary>Only the writer puts, and only what is committed: a reader's may be older already.</summary>
    public void Put(RequestKey key, RequestRecord record)
    {
        lock (_lock)
        {
            Add(key, record);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _newer = [];
            _older = [];
        }
    }

    private void Add(RequestKey key, RequestRecord record)
    {
        _newer[key] = record;
        if (_newer.Count >= Math.Max(1, capacity / 2))
        {
            (_newer, _older) = ([], _newer);
        }
    }
}
