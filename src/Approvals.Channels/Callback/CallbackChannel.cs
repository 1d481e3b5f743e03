using Approvals.Core.Ports;

namespace Approvals.Channels.Callback;

/// <summary>Tells an agent the decision at the URL that it gave, signed with its own secret.</summary>
internal sealed class CallbackChannel(CallbackSender sender, MasterSecret master) : IChannel
{
    public async Task<DeliveryResult> DeliverAsync(Delivery delivery, CancellationToken cancellation)
    {
        var request = delivery.Request;
        if (request is not { Decision: { } decision, CallbackUrl: { } url })
        {
            throw new InvalidOperationException($"{delivery.Effect.GetType().Name} does not fit request {request.Id}.");
        }

        var secret = master.DeriveFor(request.Tenant, request.Agent);
        var body = DecidedEvent.Write(request, decision);
        return await sender.SendAsync(secret, new Uri(url), delivery.Id.Value, body, cancellation) switch
        {
            CallbackOutcome.Acknowledged => new DeliveryResult.Done(),
            CallbackOutcome.Failed(var reason) => throw new CallbackFailedException(reason),
            CallbackOutcome.Undeliverable(var reason) => throw new UndeliverableException(reason),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is not an outcome."),
        };
    }
}
