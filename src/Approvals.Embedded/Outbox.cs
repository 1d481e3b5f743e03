using System.Collections.Immutable;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.Core.Tenants;
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
        var tenant = records.FindTenant(turn.Key);
        var lanes = record.Lanes.Select(lane => CarryOutAsync(turn, record, tenant, lane, before)).ToList();
        var (settled, isAll, isStored) = (ImmutableArray<Settlement>.Empty, true, false);
        foreach (var lane in lanes)
        {
            var ended = await lane;
            settled = ended.IsStored ? settled : settled.AddRange(ended.Settled);
            isAll &= ended.IsAll;
            isStored |= ended.IsStored;
        }

        if (settled.IsEmpty)
        {
            return;
        }

        if (isStored)
        {
            await SettleAsync(turn.Key, settled);
            return;
        }

        ImmutableArray<EffectId> delivered = [.. settled.Select(s => s.Effect)];
        _turns.Deliver(turn, delivered);
        records.Acknowledge(turn, isAll ? record.Request.Version : null, delivered, Acknowledged);
    }

    /// <summary>Where a lane leaves more to be stored than that it was carried out, it is stored when the lane ends: no other holds it up.</summary>
    private async ValueTask<LaneEnd> CarryOutAsync(
        OutboxTurn turn, RequestRecord record, Tenant? tenant, IEnumerable<OutboxEntry> lane, ImmutableArray<EffectId> before)
    {
        var ended = await CarryOutAsync(record, tenant, lane.Where(e => !before.Contains(e.Id)));
        if (ended.Settled.IsEmpty || (ended.Settled.All(s => s is Settlement.Done) && !record.LeavesMore(ended.Settled.Select(s => s.Effect), tenant)))
        {
            return ended;
        }

        await SettleAsync(turn.Key, [.. before.Select(e => new Settlement.Done(e)), .. ended.Settled]);
        return ended with { IsStored = true };
    }

    /// <summary>Carries out the effects of one lane, up to one that fails or waits for its next attempt.</summary>
    private async ValueTask<LaneEnd> CarryOutAsync(RequestRecord record, Tenant? tenant, IEnumerable<OutboxEntry> lane)
    {
        var settled = ImmutableArray<Settlement>.Empty;
        foreach (var entry in lane)
        {
            if (entry.WaitsUntil > time.GetUtcNow())
            {
                // A later effect does not overtake one that waits for its next attempt.
                return new LaneEnd(settled, IsAll: false);
            }

            var settlement = await TryDeliverAsync(new Delivery(entry.Id, entry.Effect, record.Request, entry.Effect is Effect.Tell or Effect.CallBack ? tenant : null), entry);
            settled = settled.Add(settlement);
            if (settlement is Settlement.Failed or Settlement.GivenUp)
            {
                return new LaneEnd(settled, IsAll: false);
            }
        }

        return new LaneEnd(settled, IsAll: true);
    }

    /// <summary>The storage may fail; what was told is not told again for that.</summary>
    private async Task SettleAsync(RequestKey key, ImmutableArray<Settlement> settlements)
    {
        while (true)
        {
            try
            {
                await records.SettleAsync(key, settlements, _stop.Token);
                return;
            }
            catch (EngineException e)
            {
                LogNotSettled(logger, e, key.Id);
                await records.PauseAsync(_stop.Token);
                _stop.Token.ThrowIfCancellationRequested();
            }
        }
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

    private async ValueTask<Settlement> TryDeliverAsync(Delivery delivery, OutboxEntry entry)
    {
        using var limit = new CancellationTokenSource();
        try
        {
            var delivering = channel.DeliverAsync(delivery, limit.Token);
            return Settlement.Of(entry.Id, await (delivering.IsCompleted ? delivering : WaitAsync(delivering, limit)));
        }
        catch (Exception e) when (e is UndeliverableException || !_stop.IsCancellationRequested)
        {
            var settlement = Settlement.Of(entry.Id, e, limit.IsCancellationRequested ? LongestDelivery : null);
            var isParked = settlement is Settlement.GivenUp || entry.IsAtLastAttempt;
            (isParked ? (Action<ILogger, Exception, EffectId, int>)LogParked : LogFailed)(logger, e, entry.Id, entry.Attempts + 1);
            return settlement;
        }
    }

    /// <summary>Until it is done, takes too long, or the engine stops.</summary>
    private async Task<DeliveryResult> WaitAsync(Task<DeliveryResult> delivering, CancellationTokenSource limit)
    {
        await using var timer = time.CreateTimer(
            static limit => ((CancellationTokenSource)limit!).Cancel(), limit, LongestDelivery, Timeout.InfiniteTimeSpan);
        await using var stop = _stop.Token.UnsafeRegister(static limit => ((CancellationTokenSource)limit!).Cancel(), limit);
        return await delivering.WaitAsync(limit.Token);
    }

    private sealed record LaneEnd(ImmutableArray<Settlement> Settled, bool IsAll)
    {
        /// <summary>Whether that is stored already.</summary>
        public bool IsStored { get; init; }
    }
}
