using Approvals.Channels.Callback;
using Approvals.Channels.Secrets;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Channels.Webhook;

/// <summary>Tells a dashboard what happens to a request, signed with the secret that the tenant gave, and the one before it.</summary>
internal sealed class WebhookChannel(CallbackSender sender, IChannelSecrets secrets)
{
    public async Task<DeliveryResult> DeliverAsync(Delivery delivery, Effect.Tell tell, TenantChannel channel, CancellationToken cancellation)
    {
        var url = ((ChannelSettings.Webhook)channel.Settings).Url;
        var body = RequestEvent.Write(tell.Notice, delivery.Request);
        return (await sender.SendAsync([.. SecretsOf(delivery.Request, channel)], new Uri(url), delivery.Id.Value, body, cancellation)).ToResult();
    }

    private IEnumerable<WebhookSecret> SecretsOf(ApprovalRequest request, TenantChannel channel)
    {
        yield return Parse(secrets.Require(request.Tenant, channel, ChannelSettings.Webhook.Secret), ChannelSettings.Webhook.Secret);
        if (channel.Secrets.ContainsKey(ChannelSettings.Webhook.PreviousSecret))
        {
            yield return Parse(
                secrets.Require(request.Tenant, channel, ChannelSettings.Webhook.PreviousSecret), ChannelSettings.Webhook.PreviousSecret);
        }
    }

    private static WebhookSecret Parse(string text, string name) => WebhookSecret.Parse(text) ?? throw new SecretMissingException(name);
}
