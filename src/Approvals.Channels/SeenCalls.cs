using Approvals.Core.Identifiers;

namespace Approvals.Channels;

/// <summary>
/// The calls from outside that were taken, by their signatures or their messages' names, for as long as one may come
/// again. Each channel has room of its own: none keeps another's out.
/// </summary>
internal sealed class SeenCalls(TimeProvider time)
{
    /// <summary>When a channel has so many that are still good, no more of it are taken.</summary>
    private const int Most = 10_000;

    private readonly Lock _lock = new();
    private readonly HashSet<(TenantId, ChannelName, string)> _taken = [];
    private readonly Dictionary<(TenantId, ChannelName), int> _counts = [];
    private readonly Queue<(TenantId Tenant, ChannelName Channel, string Name, DateTimeOffset Until)> _order = new();

    /// <returns>False where it was taken before, or there is no room.</returns>
    public bool TryTake(TenantId tenant, ChannelName channel, string name, TimeSpan goodFor)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            Forget(now);
            var count = _counts.GetValueOrDefault((tenant, channel));
            if (count >= Most || !_taken.Add((tenant, channel, name)))
            {
                return false;
            }

            _counts[(tenant, channel)] = count + 1;
            _order.Enqueue((tenant, channel, name, now + goodFor));
            return true;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        while (_order.TryPeek(out var first) && first.Until < now)
        {
            _order.Dequeue();
            _taken.Remove((first.Tenant, first.Channel, first.Name));
            if (--_counts[(first.Tenant, first.Channel)] == 0)
            {
                _counts.Remove((first.Tenant, first.Channel));
            }
        }
    }
}
