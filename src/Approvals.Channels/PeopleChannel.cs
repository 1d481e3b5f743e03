using Approvals.Channels.Email;
using Approvals.Channels.Slack;
using Approvals.Channels.Sms;
using Approvals.Channels.Webhook;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Channels;

/// <summary>
/// Tells one person what concerns them, by the channel that they are told by, if it still does concern them; and programs
/// all of it.
/// </summary>
internal sealed class PeopleChannel(EmailChannel email, SlackChannel slack, SmsChannel sms, WebhookChannel webhook, TimeProvider time) : IChannel
{
    public async Task<DeliveryResult> DeliverAsync(Delivery delivery, CancellationToken cancellation)
    {
        var tell = (Effect.Tell)delivery.Effect;
        var tenant = delivery.Tenant ?? throw new InvalidOperationException($"Who is told of request {delivery.Request.Id} is in no directory.");
        var channel = tenant.FindChannel(tell.Channel);
        if (tell.ForProgram is true)
        {
            // A program that is not to be told any more has nothing to wait for.
            return channel is { IsWatching: true }
                ? await webhook.DeliverAsync(delivery, tell, channel, cancellation)
                : new DeliveryResult.Unneeded();
        }

        if (!IsNeeded(tell, delivery.Request))
        {
            return new DeliveryResult.Unneeded();
        }

        if (channel is null)
        {
            throw new UndeliverableException("The tenant has no such channel any more.");
        }

        var person = tell.Person is { } id ? tenant.FindReviewer(id) : null;
        if (tell.Person is not null && person is not { Active: true })
        {
            // Whoever is deactivated is told nothing more.
            return new DeliveryResult.Unneeded();
        }

        // Whoever lost the role meanwhile is not shown what is asked.
        if (tell.Notice is Notice.Asked or Notice.Listed or Notice.Reminded
            && person is not null
            && (tenant.StandingOf(person.Id, time.GetUtcNow()) is not { } standing || !delivery.Request.MayReview(standing)))
        {
            return new DeliveryResult.Unneeded();
        }

        return channel.Settings switch
        {
            ChannelSettings.Email when person is not null => await email.DeliverAsync(delivery, tell, channel, person, cancellation),
            ChannelSettings.Sms when person is not null => await sms.DeliverAsync(delivery, tell, channel, person, cancellation),
            ChannelSettings.Slack => await slack.DeliverAsync(delivery, tell, channel, person, cancellation),
            var other => throw new UndeliverableException($"Nobody is told by {other.GetType().Name} together."),
        };
    }

    /// <summary>Nobody is asked what is decided or what they answered, nor told the end of what they were not asked.</summary>
    private static bool IsNeeded(Effect.Tell tell, ApprovalRequest request) => tell.Notice switch
    {
        Notice.Asked or Notice.Listed or Notice.AskedMore or Notice.Reminded =>
            request.Status == RequestStatus.Pending && (tell.Person is null || request.Reviews.All(r => r.Reviewer != tell.Person)),
        Notice.Decided => request.Reached.Any(t => t.Person == tell.Person && t.Channel == tell.Channel),
        _ => true,
    };
}
