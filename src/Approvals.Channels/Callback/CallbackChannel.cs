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
        var secret = delivery.Tenant?.CallbacksOf(agent);
        var former = secret?.Former.Where(f => time.GetUtcNow() < f.Until).Reverse() ?? [];
        return former.Select(f => f.Name).Prepend(secret?.Name).Distinct(StringComparer.Ordinal).Select(name => master.DeriveFor(tenant, agent, name));
    }
}
