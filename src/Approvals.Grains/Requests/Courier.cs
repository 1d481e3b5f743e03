using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.Core.Tenants;
using Microsoft.Extensions.Logging;

namespace Approvals.Grains.Requests;

/// <summary>
/// Carries out the effects of a request that are due, those of a lane in their order and up to one that fails; lanes do
/// not wait for each other.
/// </summary>
internal sealed partial class Courier(IChannel channel, SiloLease silo, EngineTime time, EngineMeter meter, ILogger<Courier> logger)
{
    private static readonly TimeSpan LongestDelivery = TimeSpan.FromSeconds(30);

    /// <param name="record">The request.</param>
    /// <param name="tenant">Its tenant's directory, where there is one.</param>
    public async Task<SettledEffect[]> CarryAsync(RequestRecord record, Tenant? tenant)
    {
        var lanes = await Task.WhenAll(record.Lanes.Select(lane => CarryAsync(record, tenant, lane)));
        return [.. lanes.SelectMany(settled => settled).Select(SettledEffect.Of)];
    }

    [LoggerMessage(2020, LogLevel.Warning, "Effect {Effect} failed at attempt {Attempt}.")]
    private static partial void LogFailed(ILogger logger, Exception cause, EffectId effect, int attempt);

    private async Task<List<Settlement>> CarryAsync(RequestRecord record, Tenant? tenant, IEnumerable<OutboxEntry> lane)
    {
        var settled = new List<Settlement>();
        foreach (var entry in lane)
        {
            if (entry.WaitsUntil > time.Now)
            {
                // A later effect does not overtake one that waits for its next attempt.
                break;
            }

            // Another silo may have gone on with it.
            await silo.RequireAsync();
            var settlement = await TryDeliverAsync(new Delivery(entry.Id, entry.Effect, record.Request, entry.Effect is Effect.Tell ? tenant : null), entry);
            var isFailure = settlement is Settlement.Failed or Settlement.GivenUp;
            meter.EffectTried(!isFailure);
            settled.Add(settlement);
            if (isFailure)
            {
                break;
            }
        }

        return settled;
    }

    private async Task<Settlement> TryDeliverAsync(Delivery delivery, OutboxEntry entry)
    {
        using var limit = new CancellationTokenSource(LongestDelivery, time.Provider);
        try
        {
            return await channel.DeliverAsync(delivery, limit.Token).WaitAsync(limit.Token) switch
            {
                DeliveryResult.Done(var reference) => new Settlement.Done(entry.Id, reference),
                _ => new Settlement.Unneeded(entry.Id),
            };
        }
        catch (UndeliverableException e)
        {
            LogFailed(logger, e, entry.Id, entry.Attempts + 1);
            return new Settlement.GivenUp(entry.Id, e.Message);
        }
        catch (Exception e)
        {
            LogFailed(logger, e, entry.Id, entry.Attempts + 1);
            var isTooSlow = e is OperationCanceledException && limit.IsCancellationRequested;
            return new Settlement.Failed(entry.Id, isTooSlow ? $"It took longer than {LongestDelivery.TotalSeconds} s." : e.Message);
        }
    }
}
