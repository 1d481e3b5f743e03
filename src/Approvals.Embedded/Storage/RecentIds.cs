using Approvals.Core.Storage;

namespace Approvals.Embedded.Storage;

/// <summary>The rows of the newest requests, as committed, whose ids the file does not have in their order yet.</summary>
internal sealed class RecentIds
{
    private readonly Lock _lock = new();
    private Dictionary<RequestKey, long> _recent = [];
    private Dictionary<RequestKey, long> _moving = [];

    /// <summary>How many there are, less those that are about to leave.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _recent.Count;
            }
        }
    }

    public long? Find(RequestKey key)
    {
        lock (_lock)
        {
            return _recent.TryGetValue(key, out var seq) || _moving.TryGetValue(key, out seq) ? seq : null;
        }
    }

    public void Add(IEnumerable<KeyValuePair<RequestKey, long>> added)
    {
        lock (_lock)
        {
            foreach (var (key, seq) in added)
            {
                if (!_recent.TryAdd(key, seq))
                {
                    throw new StoredFormatException($"Two requests of tenant {key.Tenant} are {key.Id}.");
                }
            }
        }
    }

    /// <summary>Those that are there now are about to leave; they are found until they have left.</summary>
    public KeyValuePair<RequestKey, long>[] BeginToLeave()
    {
        lock (_lock)
        {
            (_moving, _recent) = (_recent, []);
            return [.. _moving];
        }
    }

    /// <summary>The file has them.</summary>
    public void HaveLeft()
    {
        lock (_lock)
        {
            _moving = [];
        }
    }
}
