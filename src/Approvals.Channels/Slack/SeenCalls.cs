namespace Approvals.Channels.Slack;

/// <summary>The signatures of the calls that were taken, for as long as one may come again.</summary>
internal sealed class SeenCalls(TimeProvider time)
{
    /// <summary>When there are so many that are still good, no more are taken.</summary>
    private const int Most = 100_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);
    private readonly Queue<(string Signature, DateTimeOffset Until)> _order = new();

    /// <returns>False where it was taken before.</returns>
    public bool TryTake(string signature, TimeSpan goodFor)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            while (_order.TryPeek(out var first) && first.Until < now)
            {
                _order.Dequeue();
                _until.Remove(first.Signature);
            }

            if (_until.Count >= Most || !_until.TryAdd(signature, now + goodFor))
            {
                return false;
            }

            _order.Enqueue((signature, now + goodFor));
            return true;
        }
    }
}
