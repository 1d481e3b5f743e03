using Approvals.Channels.Callback;
using Approvals.Channels.Log;
using Approvals.Core.Ports;
using Approvals.Core.Requests;

namespace Approvals.Channels;

/// <summary>Gives each effect to the channel that carries it out.</summary>
internal sealed class ChannelRouter(CallbackChannel callback, LogChannel log) : IChannel
{
    public Task DeliverAsync(Delivery delivery, CancellationToken cancellation)
    {
        IChannel channel = delivery.Effect is Effect.CallBack ? callback : log;
        return channel.DeliverAsync(delivery, cancellation);
    }
}
