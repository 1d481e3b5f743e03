using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.GrainContracts;
using Approvals.GrainContracts.Wire;
using Approvals.Grains.Gateways;
using Approvals.Grains.Rules;
using Microsoft.Extensions.Logging;

namespace Approvals.Grains.Requests;

/// <summary>
/// Carries out the effects of a request that are due, those of a lane in their order and up to one that fails; lanes do
/// not wait for each other.
/// </summary>
internal sealed partial class Courier(IChannel channel, IGrainFactory grains, TenantRules rules, SiloLease silo, EngineTime time, EngineMeter meter, ILogger<Courier> logger)
{
    private static readonly TimeSpan LongestDelivery = TimeSpan.FromSeconds(30);

    /// <summary>What ends within so long is stored in one write.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(1);

    /// <param name="record">Whose effects.</param>
    /// <param name="settleSome">Is given those of the lanes that have ended while others take long.</param>
    /// <returns>What came of the others.</returns>
    public async Task<SettledEffect[]> CarryAsync(RequestRecord record, Func<SettledEffect[], Task> settleSome)
    {
        var lanes = record.Lanes.Select(lane => CarryAsync(record, lane)).ToList();
        var all = Task.WhenAll(lanes);
        if (await Task.WhenAny(all, Task.Delay(Together)) != all)
        {
            var ended = lanes.Where(l => l.IsCompletedSuccessfully).ToList();
            lanes = [.. lanes.Except(ended)];
            var some = await GatherAsync(ended);
            if (some.Length > 0)
            {
                await settleSome(some);
            }
        }

        return await GatherAsync(lanes);
    }

    private static async Task<SettledEffect[]> GatherAsync(IEnumerable<Task<List<Settlement>>> lanes) =>
        [.. (await Task.WhenAll(lanes)).SelectMany(settled => settled).Select(SettledEffect.Of)];

    [LoggerMessage(2020, LogLevel.Warning, "Effect {Effect} failed at attempt {Attempt}: {Reason}")]
    private static partial void LogFailed(ILogger logger, EffectId effect, int attempt, string reason);

    private async Task<List<Settlement>> CarryAsync(RequestRecord record, IEnumerable<OutboxEntry> lane)
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
            var settlement = await TryDeliverAsync(new Delivery(entry.Id, entry.Effect, record.Request), entry);
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
        var settlement = delivery.Effect is Effect.Tell tell ? await TellAsync(delivery, tell) : await CarryAsync(delivery);
        if (settlement is Settlement.Failed { Reason: var why })
        {
            LogFailed(logger, entry.Id, entry.Attempts + 1, why);
        }
        else if (settlement is Settlement.GivenUp { Reason: var reason })
        {
            LogFailed(logger, entry.Id, entry.Attempts + 1, reason);
        }

        return settlement;
    }

    private async Task<Settlement> CarryAsync(Delivery delivery)
    {
        if (delivery.Effect is Effect.CallBack)
        {
            try
            {
                delivery = delivery with { Tenant = (await rules.FindTenantAsync(delivery.Request.Tenant)).Value };
            }
            catch (Exception)
            {
                // Without the directory nobody knows what to sign with.
                return new Settlement.Failed(delivery.Id, "The directory cannot be read.");
            }
        }

        using var limit = new CancellationTokenSource(LongestDelivery, time.Provider);
        return await Deliveries.TryAsync(channel, delivery, limit, LongestDelivery);
    }

    /// <summary>By the channel's gateway, wherever that is. How long that may take is no matter of the engine's clock.</summary>
    private async Task<Settlement> TellAsync(Delivery delivery, Effect.Tell tell)
    {
        var request = delivery.Request;
        try
        {
            var settled = await grains.GetGrain<IGatewayGrain>(GrainKeys.Of(request.Tenant, tell.Channel))
                .DeliverAsync(delivery.Id.Value, Message.Of(new GatewayCall(tell, request)))
                .WaitAsync(LongestDelivery);
            return settled.ToSettlement() ?? new Settlement.Failed(delivery.Id, "The gateway answers about something else.");
        }
        catch (Exception e)
        {
            return new Settlement.Failed(delivery.Id, e is TimeoutException ? $"It took longer than {LongestDelivery.TotalSeconds} s." : "The gateway cannot be reached.");
        }
    }
}
