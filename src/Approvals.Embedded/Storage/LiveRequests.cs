namespace Approvals.Embedded.Storage;

/// <summary>
/// The records used last, as committed, so that they are not read and parsed again. Bounded: they live in generations;
/// what is used moves to the newest, and when that is full, the oldest goes.
/// </summary>
internal sealed class LiveRequests
{
    private const int Generations = 4;

    private readonly Lock _lock = new();
    private readonly int _room;

    /// <summary>The newest first.</summary>
    private readonly Dictionary<RequestKey, StoredRequest>[] _generations;
    private long _age;

    public LiveRequests(int capacity)
    {
        _room = Math.Max(1, capacity / Generations);
        _generations = new Dictionary<RequestKey, StoredRequest>[Generations];
        Clear();
    }

    /// <summary>Grows with every generation.</summary>
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

    /// <summary>
    /// Whether what was read from the file at that age, and is not here, is as the file has it: what the writer has put
    /// since would be here.
    /// </summary>
    public bool IsKnownSince(long age) => Age < age + Generations - 1;

    public StoredRequest? Find(RequestKey key)
    {
        lock (_lock)
        {
            for (var i = 0; i < Generations; i++)
            {
                if (_generations[i].TryGetValue(key, out var request))
                {
                    if (i > 0)
                    {
                        Add(key, request);
                    }

                    return request;
                }
            }

            return null;
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
            for (var i = 0; i < Generations; i++)
            {
                _generations[i] = [];
            }

            _age += Generations;
        }
    }

    /// <summary>Older generations may keep what the request was before; they are asked later.</summary>
    private void Add(RequestKey key, StoredRequest request)
    {
        _generations[0][key] = request;
        if (_generations[0].Count >= _room)
        {
            Array.Copy(_generations, 0, _generations, 1, Generations - 1);
            _generations[0] = [];
            _age++;
        }
    }
}
