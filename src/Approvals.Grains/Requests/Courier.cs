using Approvals.Core.Ports;
using Approvals.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Approvals.Grains.Requests;

/// <summary>
/// Carries out the effects of a request that are due, those of a lane in their order and up to one that fails; lanes do
/// not wait for each other.
/// </summary>
internal sealed partial class Courier(IChannel channel, SiloLease silo, EngineTime time, EngineMeter meter, ILogger<Courier> logger)
{
    private static readonly TimeSpan LongestDelivery = TimeSpan.FromSeconds(30);

    public async Task<Settlement> CarryAsync(RequestRecord record)
    {
        var lanes = await Task.WhenAll(record.Lanes.Select(lane => CarryAsync(record, lane)));
        return new Settlement(
            [.. lanes.SelectMany(l => l.Delivered).Select(e => e.Value)], [.. lanes.Select(l => l.Failure).OfType<FailedEffect>()]);
    }

    [LoggerMessage(2020, LogLevel.Warning, "Effect {Effect} failed at attempt {Attempt}.")]
    private static partial void LogFailed(ILogger logger, Exception cause, EffectId effect, int attempt);

    private async Task<LaneEnd> CarryAsync(RequestRecord record, IEnumerable<OutboxEntry> lane)
    {
        var delivered = new List<EffectId>();
        foreach (var entry in lane)
        {
            if (entry.Attempts > 0 && entry.NextAttemptAt > time.Now)
            {
                // A later effect does not overtake one that waits for its next attempt.
                break;
            }

            // Another silo may have gone on with it.
            await silo.RequireAsync();
            var failure = await TryDeliverAsync(new Delivery(entry.Id, entry.Effect, record.Request), entry);
            meter.EffectTried(failure is null);
            if (failure is not null)
            {
                return new LaneEnd(delivered, failure);
            }

            delivered.Add(entry.Id);
        }

        return new LaneEnd(delivered, null);
    }

    /// <returns>What went wrong; null where nothing did.</returns>
    private async Task<FailedEffect?> TryDeliverAsync(Delivery delivery, OutboxEntry entry)
    {
        using var limit = new CancellationTokenSource(LongestDelivery, time.Provider);
        try
        {
            await channel.DeliverAsync(delivery, limit.Token).WaitAsync(limit.Token);
            return null;
        }
        catch (Exception e)
        {
            LogFailed(logger, e, entry.Id, entry.Attempts + 1);
            var isTooSlow = e is OperationCanceledException && limit.IsCancellationRequested;
            return new FailedEffect(
                entry.Id.Value,
                isTooSlow ? $"It took longer than {LongestDelivery.TotalSeconds} s." : e.Message,
                IsFinal: e is UndeliverableException);
        }
    }

    private sealed record LaneEnd(List<EffectId> Delivered, FailedEffect? Failure);
}
