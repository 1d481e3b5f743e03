using Approvals.Channels.Slack;
using Approvals.Channels.Sms;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Tenants;

namespace Approvals.Channels;

/// <summary>Gives each call to the channel that it is for.</summary>
internal sealed class InboundRouter(ITenants tenants, SlackInbound slack, SmsInbound sms) : IInbound
{
    public async Task<InboundAnswer?> ReceiveAsync(TenantId tenant, ChannelName channel, InboundCall call, CancellationToken cancellation) =>
        await tenants.FindAsync(tenant, cancellation) is not { } directory || directory.FindChannel(channel) is not { } there
            ? null
            : there.Settings switch
            {
                ChannelSettings.Slack => await slack.ReceiveAsync(directory, there, call, cancellation),
                ChannelSettings.Sms => await sms.ReceiveAsync(directory, there, call, cancellation),
                _ => null,
            };
}
