using Approvals.Channels.Callback;
using Approvals.Channels.Log;
using Approvals.Core.Ports;
using Approvals.Core.Requests;

namespace Approvals.Channels;

/// <summary>Gives each effect to the channel that carries it out.</summary>
internal sealed class ChannelRouter(CallbackChannel callback, PeopleChannel people, LogChannel log) : IChannel
{
    public Task<DeliveryResult> DeliverAsync(Delivery delivery, CancellationToken cancellation)
    {
        IChannel channel = delivery.Effect switch
        {
            Effect.CallBack => callback,
            Effect.Tell => people,
            _ => log,
        };
        return channel.DeliverAsync(delivery, cancellation);
    }
}
