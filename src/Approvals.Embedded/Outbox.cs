using System.Collections.Concurrent;
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
    EmbeddedRequests requests, RequestReaders readers, IChannel channel, TimeProvider time, ILogger logger)
{
    private const int AtOnce = 256;

    private static readonly TimeSpan LongestDelivery = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<RequestKey, Task> _busy = new();

    public async Task RoundAsync(CancellationToken cancellation)
    {
        requests.OutboxAlarm.Arm();
        var now = time.GetUtcNow();
        var due = readers.Read(reader => reader.FindOutboxDue(now, AtOnce + _busy.Count));
        if (!StartEach(due, cancellation))
        {
            var next = readers.Read(reader => reader.FindNextOutboxDue(now));
            await requests.OutboxAlarm.SleepUntilAsync(next, cancellation);
        }
    }

    /// <summary>Waits for the deliveries under way.</summary>
    public Task FinishAsync() => Task.WhenAll(_busy.Values);

    /// <summary>Starts what is not under way, as far as there is room; false where nothing was started.</summary>
    private bool StartEach(List<RequestKey> due, CancellationToken cancellation)
    {
        var started = false;
        foreach (var key in due.Where(k => !_busy.ContainsKey(k)).Take(AtOnce - _busy.Count))
        {
            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _busy[key] = turn.Task;
            _ = Task.Run(() => TakeTurnAsync(key, turn, cancellation), CancellationToken.None);
            started = true;
        }

        return started;
    }

    private async Task TakeTurnAsync(RequestKey key, TaskCompletionSource turn, CancellationToken cancellation)
    {
        try
        {
            await CarryOutAsync(key, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The engine stops; what is not done yet is in the file.
        }
        catch (Exception e)
        {
            LogTurnFailed(logger, e, key.Id);
            await requests.PostponeAsync(key, cancellation);
        }
        finally
        {
            _busy.TryRemove(key, out _);
            turn.TrySetResult();
            requests.OutboxAlarm.Ring(DateTimeOffset.MinValue);
        }
    }

    private async Task CarryOutAsync(RequestKey key, CancellationToken cancellation)
    {
        var record = requests.FindRecord(key)
            ?? throw new InvalidOperationException($"Request {key.Id} is due and not there.");
        var delivered = new List<EffectId>();
        foreach (var entry in record.Outbox)
        {
            if (entry.NextAttemptAt > time.GetUtcNow())
            {
                // A later effect does not overtake one that waits for its next attempt.
                break;
            }

            if (await TryDeliverAsync(new Delivery(entry.Id, entry.Effect, record.Request), entry, cancellation) is { } reason)
            {
                await requests.RetryLaterAsync(key, delivered, entry.Id, reason, cancellation);
                return;
            }

            delivered.Add(entry.Id);
        }

        if (delivered.Count > 0)
        {
            await requests.AcknowledgeAsync(key, delivered, cancellation);
        }
    }

    /// <returns>Why it failed; null where it did not.</returns>
    private async Task<string?> TryDeliverAsync(Delivery delivery, OutboxEntry entry, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(LongestDelivery, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await channel.DeliverAsync(delivery, either.Token).WaitAsync(either.Token);
            return null;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            LogFailed(logger, e, entry.Id, entry.Attempts + 1);
            return e.Message;
        }
    }
}
