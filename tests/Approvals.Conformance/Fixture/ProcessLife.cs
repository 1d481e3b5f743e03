using Approvals.Core.Ports;

namespace Approvals.Conformance.Fixture;

/// <summary>The way to the channel of one life of the engine. Once it is killed, nothing gets through or comes back.</summary>
public sealed class ProcessLife(IChannel channel) : IChannel
{
    private volatile bool _killed;

    public void Kill() => _killed = true;

    public async Task<DeliveryResult> DeliverAsync(Delivery delivery, CancellationToken cancellation)
    {
        var outcome = _killed ? null : await channel.DeliverAsync(delivery, cancellation);
        if (_killed)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        }

        return outcome!;
    }
}
