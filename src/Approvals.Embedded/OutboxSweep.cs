using Approvals.Embedded.Storage;

namespace Approvals.Embedded;

/// <summary>
/// Finds in the file whose turn it is in the outbox: at the start, when what came found no room in memory, and when an
/// effect that failed is due again.
/// </summary>
internal sealed class OutboxSweep(RequestReaders readers)
{
    private const int AtOnce = 256;

    private long? _untriedAfter;
    private (long Due, long Seq) _retriesAfter;
    private long _comesDue = long.MaxValue;
    private int _isToStartAgain = 1;

    /// <summary>Has all that is in the file looked through again.</summary>
    public void StartAgain() => Volatile.Write(ref _isToStartAgain, 1);

    /// <summary>
    /// An effect was committed as due again at this time. The clock may have passed that meanwhile, and the walk with it.
    /// </summary>
    public void ComesDue(long ticks)
    {
        for (var known = Volatile.Read(ref _comesDue); ticks < known;)
        {
            known = Interlocked.CompareExchange(ref _comesDue, ticks, known);
        }
    }

    /// <summary>Adds what is due, as far as there is room.</summary>
    /// <param name="turns">Where to.</param>
    /// <param name="now">The time.</param>
    /// <returns>When to look again; null where nothing is in sight.</returns>
    public DateTimeOffset? Run(OutboxTurns turns, DateTimeOffset now)
    {
        if (Interlocked.Exchange(ref _isToStartAgain, 0) != 0 || _retriesAfter.Due > now.UtcTicks)
        {
            _untriedAfter = 0;
            _retriesAfter = default;
        }

        var comesDue = Interlocked.Exchange(ref _comesDue, long.MaxValue);
        if (comesDue <= _retriesAfter.Due)
        {
            _retriesAfter = (comesDue - 1, long.MaxValue);
        }

        var hasRoom = AddUntried(turns) && AddRetries(turns, now);
        return hasRoom ? readers.Read(reader => reader.FindNextRetry(now)) : null;
    }

    private bool AddUntried(OutboxTurns turns)
    {
        while (_untriedAfter is { } after)
        {
            var found = readers.Read(reader => reader.FindUntried(after, AtOnce));
            foreach (var (key, place) in found)
            {
                if (!turns.TryAdd(key, isNews: false))
                {
                    return false;
                }

                _untriedAfter = place;
            }

            if (found.Count < AtOnce)
            {
                _untriedAfter = null;
            }
        }

        return true;
    }

    private bool AddRetries(OutboxTurns turns, DateTimeOffset now)
    {
        while (true)
        {
            var found = readers.Read(reader => reader.FindRetries(_retriesAfter, now, AtOnce));
            foreach (var (key, place) in found)
            {
                if (!turns.TryAdd(key, isNews: true))
                {
                    return false;
                }

                _retriesAfter = place;
            }

            if (found.Count < AtOnce)
            {
                return true;
            }
        }
    }
}
