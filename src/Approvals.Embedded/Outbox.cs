using System.Collections.Immutable;
using Approvals.Core.Ports;
using Approvals.Core.Storage;
using Approvals.Embedded.Storage;
using Microsoft.Extensions.Logging;

namespace Approvals.Embedded;

/// <summary>
/// Carries out the effects that the records hold, those of one request in their order, and takes each out of its
/// record when it is done. What a crash interrupts is found again in the file and done again, under the same id.
/// Requests do not wait for each other: a slow delivery holds up its own request alone.
/// </summary>
internal sealed partial class Outbox(
    OutboxRecords records, RequestReaders readers, IChannel channel, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan LongestDelivery = TimeSpan.FromSeconds(30);

    private readonly OutboxTurns _turns = new();
    private readonly OutboxSweep _sweep = new(readers);
    private readonly Alarm _alarm = new(time);
    private readonly CancellationTokenSource _stop = new();

    /// <summary>A record with effects was committed.</summary>
    public void Add(RequestKey key, RequestRecord record)
    {
        if (OutboxTable.DueOf(record) is { } due)
        {
            // A later effect does not overtake one that waits for its next attempt.
            _sweep.ComesDue(due);
            _alarm.Ring(new DateTimeOffset(due, TimeSpan.Zero));
        }
        else if (_turns.TryAdd(key, isNews: true))
        {
            Work();
        }
        else
        {
            _sweep.StartAgain();
        }
    }

    /// <summary>Looks in the file for what is due and did not come here.</summary>
    public async Task RoundAsync(CancellationToken cancellation)
    {
        _alarm.Arm();
        var next = _sweep.Run(_turns, time.GetUtcNow());
        Work();
        await _alarm.SleepUntilAsync(next, cancellation);
    }

    /// <summary>Waits for the deliveries under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _turns.FinishAsync();
        _stop.Dispose();
    }

    /// <summary>Sees to it that somebody takes what is ready.</summary>
    private void Work()
    {
        if (_turns.TryEmploy())
        {
            ThreadPool.UnsafeQueueUserWorkItem(static outbox => outbox.TakeTurns(), this, preferLocal: false);
        }
    }

    private void TakeTurns()
    {
        while (_turns.TryTake(out var turn))
        {
            // Where the channel takes everything at once, this returns when it is done.
            _ = TakeTurnAsync(turn);
        }
    }

    private async Task TakeTurnAsync(OutboxTurn turn)
    {
        try
        {
            await CarryOutAsync(turn);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The engine stops; what is not done yet is in the file.
        }
        catch (Exception e)
        {
            LogTurnFailed(logger, e, turn.Key.Id);
            var isPutOff = await records.PostponeAsync(turn.Key, _stop.Token);
            _sweep.StartAgain();
            if (!isPutOff)
            {
                _alarm.Ring(DateTimeOffset.MinValue);
            }
        }
        finally
        {
            if (_turns.End(turn))
            {
                _alarm.Ring(DateTimeOffset.MinValue);
            }

            Work();
        }
    }

    private async ValueTask CarryOutAsync(OutboxTurn turn)
    {
        var record = records.Find(turn.Key)
            ?? throw new InvalidOperationException($"Request {turn.Key.Id} is due and not there.");
        var before = turn.Delivered;
        var lanes = record.Lanes.Select(lane => CarryOutAsync(record, lane.Where(e => !before.Contains(e.Id)))).ToList();
        var (delivered, failures, isAll) = (ImmutableArray<EffectId>.Empty, ImmutableArray<FailedEffect>.Empty, true);
        foreach (var lane in lanes)
        {
            var ended = await lane;
            delivered = delivered.AddRange(ended.Delivered);
            failures = ended.Failure is null ? failures : failures.Add(ended.Failure);
            isAll &= ended.IsAll;
        }

        if (!failures.IsEmpty)
        {
            await records.RetryLaterAsync(turn.Key, [.. before, .. delivered], failures, _stop.Token);
        }
        else if (!delivered.IsEmpty)
        {
            _turns.Deliver(turn, delivered);
            records.Acknowledge(turn, isAll ? record.Request.Version : null, delivered, Acknowledged);
        }
    }

    /// <summary>Carries out the effects of one lane, up to one that fails or waits for its next attempt.</summary>
    private async ValueTask<LaneEnd> CarryOutAsync(RequestRecord record, IEnumerable<OutboxEntry> lane)
    {
        var delivered = ImmutableArray<EffectId>.Empty;
        foreach (var entry in lane)
        {
            if (entry.Attempts > 0 && entry.NextAttemptAt > time.GetUtcNow())
            {
                // A later effect does not overtake one that waits for its next attempt.
                return new LaneEnd(delivered, null, IsAll: false);
            }

            if (await TryDeliverAsync(new Delivery(entry.Id, entry.Effect, record.Request), entry) is { } failure)
            {
                return new LaneEnd(delivered, failure, IsAll: false);
            }

            delivered = delivered.Add(entry.Id);
        }

        return new LaneEnd(delivered, null, IsAll: true);
    }

    private void Acknowledged(Acknowledgement acknowledgement, bool isStored)
    {
        if (!isStored)
        {
            _ = AcknowledgeAgainAsync(acknowledgement);
        }
        else if (_turns.Stored(acknowledgement.Turn, acknowledgement.Delivered))
        {
            _alarm.Ring(DateTimeOffset.MinValue);
        }
    }

    /// <summary>The storage fails; the effects are not carried out again for that.</summary>
    private async Task AcknowledgeAgainAsync(Acknowledgement acknowledgement)
    {
        await records.PauseAsync(_stop.Token);
        if (!_stop.IsCancellationRequested)
        {
            records.Acknowledge(acknowledgement.Turn, acknowledgement.AllOf, acknowledgement.Delivered, Acknowledged);
        }
    }

    /// <returns>What went wrong; null where nothing did.</returns>
    private async ValueTask<FailedEffect?> TryDeliverAsync(Delivery delivery, OutboxEntry entry)
    {
        using var limit = new CancellationTokenSource();
        try
        {
            var delivering = channel.DeliverAsync(delivery, limit.Token);
            await (delivering.IsCompleted ? delivering : WaitAsync(delivering, limit));
            return null;
        }
        catch (UndeliverableException e)
        {
            LogParked(logger, e, entry.Id, entry.Attempts + 1);
            return new FailedEffect(entry.Id, e.Message, IsFinal: true);
        }
        catch (Exception e) when (!_stop.IsCancellationRequested)
        {
            (entry.IsAtLastAttempt ? (Action<ILogger, Exception, EffectId, int>)LogParked : LogFailed)(logger, e, entry.Id, entry.Attempts + 1);
            var isTooSlow = e is OperationCanceledException && limit.IsCancellationRequested;
            return new FailedEffect(entry.Id, isTooSlow ? $"It took longer than {LongestDelivery.TotalSeconds} s." : e.Message, IsFinal: false);
        }
    }

    /// <summary>Until it is done, takes too long, or the engine stops.</summary>
    private async Task WaitAsync(Task delivering, CancellationTokenSource limit)
    {
        await using var timer = time.CreateTimer(
            static limit => ((CancellationTokenSource)limit!).Cancel(), limit, LongestDelivery, Timeout.InfiniteTimeSpan);
        await using var stop = _stop.Token.UnsafeRegister(static limit => ((CancellationTokenSource)limit!).Cancel(), limit);
        await delivering.WaitAsync(limit.Token);
    }

    private sealed record LaneEnd(ImmutableArray<EffectId> Delivered, FailedEffect? Failure, bool IsAll);
}
