using Approvals.Core.Ports;
using Approvals.Core.Storage;

namespace Approvals.Grains.Requests;

/// <summary>Carries one effect out, and says what came of it.</summary>
internal static class Deliveries
{
    public static async Task<Settlement> TryAsync(IChannel channel, Delivery delivery, CancellationTokenSource limit, TimeSpan longest)
    {
        try
        {
            return await channel.DeliverAsync(delivery, limit.Token).WaitAsync(limit.Token) switch
            {
                DeliveryResult.Done(var reference) => new Settlement.Done(delivery.Id, reference),
                _ => new Settlement.Unneeded(delivery.Id),
            };
        }
        catch (UndeliverableException e)
        {
            return new Settlement.GivenUp(delivery.Id, e.Message);
        }
        catch (Exception e)
        {
            var isTooSlow = e is OperationCanceledException && limit.IsCancellationRequested;
            return new Settlement.Failed(delivery.Id, isTooSlow ? $"It took longer than {longest.TotalSeconds} s." : e.Message);
        }
    }
}
