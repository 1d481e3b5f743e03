namespace Approvals.Channels.Gateways;

/// <summary>The queues by their places; those that are idle are forgotten when there are many.</summary>
internal sealed class Places<TKey, T>(Func<TKey, PlaceQueue<T>> create)
    where TKey : notnull
{
    private const int Many = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, PlaceQueue<T>> _queues = [];

    public PlaceQueue<T> Of(TKey place)
    {
        lock (_lock)
        {
            if (_queues.TryGetValue(place, out var known))
            {
                return known;
            }

            if (_queues.Count >= Many)
            {
                foreach (var (idle, _) in _queues.Where(q => q.Value.IsIdle).ToList())
                {
                    _queues.Remove(idle);
                }
            }

            return _queues[place] = create(place);
        }
    }
}
