using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Approvals.GrainContracts.Client;

/// <summary>What was last heard of, so that it is not sent again; it says nothing of what is true now.</summary>
internal sealed class Remembered<TKey, TValue>
    where TKey : notnull
{
    /// <summary>The most that is remembered; after that, it begins anew.</summary>
    private const int Most = 4_096;

    private readonly ConcurrentDictionary<TKey, TValue> _values = new();

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value) => _values.TryGetValue(key, out value);

    public void Put(TKey key, TValue value)
    {
        if (_values.Count >= Most)
        {
            _values.Clear();
        }

        _values[key] = value;
    }
}
