using Approvals.Core.Ports;
using Approvals.Core.Storage;
using Approvals.Embedded.Storage;
using Microsoft.Extensions.Logging;

namespace Approvals.Embedded;

/// <summary>
/// Carries out the effects that the records hold, those of one request in their order, and takes each out of its
/// record when it is done. What a crash interrupts is found again in the file and done again, under the same id.
/// </summary>
internal sealed partial class Outbox(
    EmbeddedRequests requests, RequestReaders readers, IChannel channel, TimeProvider time, ILogger logger)
{
    private const int AtOnce = 100;

    private static readonly TimeSpan LongestDelivery = TimeSpan.FromSeconds(30);

    public async Task RoundAsync(CancellationToken cancellation)
    {
        requests.OutboxAlarm.Arm();
        var due = readers.Read(reader => reader.FindOutboxDue(time.GetUtcNow(), AtOnce));
        await Task.WhenAll(due.Select(key => CarryOutAsync(key, cancellation)));
        if (due.Count == 0)
        {
            var next = readers.Read(reader => reader.FindNextOutboxDue());
            await requests.OutboxAlarm.SleepUntilAsync(next, cancellation);
        }
    }

    private async Task CarryOutAsync(RequestKey key, CancellationToken cancellation)
    {
        var record = readers.Read(reader => reader.Find(key))
            ?? throw new InvalidOperationException($"Request {key.Id} is due and not there.");
        foreach (var entry in record.Outbox)
        {
            if (entry.NextAttemptAt > time.GetUtcNow())
            {
                // A later effect does not overtake one that waits for its next attempt.
                return;
            }

            var delivered = await TryDeliverAsync(new Delivery(entry.Id, entry.Effect, record.Request), entry, cancellation);
            await requests.SettleAsync(key, entry.Id, delivered, cancellation);
            if (!delivered)
            {
                return;
            }
        }
    }

    private async Task<bool> TryDeliverAsync(Delivery delivery, OutboxEntry entry, CancellationToken cancellation)
    {
        try
        {
            await channel.DeliverAsync(delivery, cancellation).WaitAsync(LongestDelivery, time, cancellation);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            LogFailed(logger, e, entry.Id, entry.Attempts + 1);
            return false;
        }
    }
}
