using Approvals.Core.Ports;

namespace Approvals.Channels.Callback;

/// <summary>Tells an agent the decision at the URL that it gave, signed with its own secret.</summary>
internal sealed class CallbackChannel(CallbackSender sender, MasterSecret master, TimeProvider time) : IChannel
{
    public async Task<DeliveryResult> DeliverAsync(Delivery delivery, CancellationToken cancellation)
    {
        var request = delivery.Request;
        if (request is not { Decision: { } decision, CallbackUrl: { } url })
        {
            throw new InvalidOperationException($"{delivery.Effect.GetType().Name} does not fit request {request.Id}.");
        }

        var body = DecidedEvent.Write(request, decision);
        return (await sender.SendAsync([.. SecretsOf(delivery)], new Uri(url), delivery.Id.Value, body, cancellation)).ToResult();
    }

    private IEnumerable<WebhookSecret> SecretsOf(Delivery delivery)
    {
        var (tenant, agent) = (delivery.Request.Tenant, delivery.Request.Agent);
        var secret = delivery.Tenant?.FindAgent(agent)?.Callbacks;
        yield return master.DeriveFor(tenant, agent, secret?.Name);
        if (secret is not null && time.GetUtcNow() < secret.PreviousUntil)
        {
            yield return master.DeriveFor(tenant, agent, secret.Previous);
        }
    }
}
