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
    private long _storedSince = long.MaxValue;
    private int _isToStartAgain = 1;

    /// <summary>Has all that is in the file looked through again.</summary>
    public void StartAgain() => Volatile.Write(ref _isToStartAgain, 1);

    /// <summary>
    /// A failure was stored with this time for its next attempt. Others that are due later may have been found before it
    /// was there to be found: then the retries are looked through again.
    /// </summary>
    public void StoredRetry(long due)
    {
        long earliest;
        while (due < (earliest = Volatile.Read(ref _storedSince)))
        {
            Interlocked.CompareExchange(ref _storedSince, due, earliest);
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

        if (Interlocked.Exchange(ref _storedSince, long.MaxValue) <= _retriesAfter.Due)
        {
            _retriesAfter = default;
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
