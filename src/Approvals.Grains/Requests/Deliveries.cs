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
            return Settlement.Of(delivery.Id, await channel.DeliverAsync(delivery, limit.Token).WaitAsync(limit.Token));
        }
        catch (Exception e)
        {
            return Settlement.Of(delivery.Id, e, limit.IsCancellationRequested ? longest : null);
        }
    }
}
