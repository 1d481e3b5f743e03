using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;

namespace Approvals.Web.Contract;

/// <summary>A way on which people are told. Its secrets are never shown, only which there are.</summary>
internal sealed record ChannelView
{
    /// <summary>Its name, which policies and routes use.</summary>
    public required ChannelName Channel { get; init; }

    /// <summary>What it is: <c>email</c>, <c>slack</c>, <c>sms</c> or <c>webhook</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Of the kind email: the mail server.</summary>
    public string? Host { get; init; }

    /// <summary>Of the kind email: its port.</summary>
    public int? Port { get; init; }

    /// <summary>Of the kind email: whether the connection is made private before anything is said.</summary>
    public bool? StartTls { get; init; }

    /// <summary>Of the kind email: the account; none where the server asks for none.</summary>
    public string? User { get; init; }

    /// <summary>Of the kinds email and sms: whom the messages are from.</summary>
    public string? From { get; init; }

    /// <summary>Of the kind slack: the workspace.</summary>
    public string? Team { get; init; }

    /// <summary>Of the kind slack: where everybody is told together; none where each is told for themselves.</summary>
    public string? Conversation { get; init; }

    /// <summary>Of the kind sms: the account at Twilio.</summary>
    public string? Account { get; init; }

    /// <summary>Of the kind webhook: where to.</summary>
    public string? Url { get; init; }

    /// <summary>The names of the secrets that are set.</summary>
    public required IReadOnlyList<string> Secrets { get; init; }

    public static ChannelView Of(TenantChannel channel) => channel.Settings switch
    {
        ChannelSettings.Email email => new()
        {
            Channel = channel.Name,
            Kind = "email",
            Host = email.Host,
            Port = email.Port,
            StartTls = email.StartTls,
            User = email.User,
            From = email.From,
            Secrets = [.. channel.Secrets.Keys],
        },
        ChannelSettings.Slack slack => new()
        {
            Channel = channel.Name,
            Kind = "slack",
            Team = slack.Team,
            Conversation = slack.Conversation,
            Secrets = [.. channel.Secrets.Keys],
        },
        ChannelSettings.Sms sms => new()
        {
            Channel = channel.Name,
            Kind = "sms",
            Account = sms.Account,
            From = sms.From,
            Secrets = [.. channel.Secrets.Keys],
        },
        ChannelSettings.Webhook webhook => new()
        {
            Channel = channel.Name,
            Kind = "webhook",
            Url = webhook.Url,
            Secrets = [.. channel.Secrets.Keys],
        },
        var other => throw new InvalidOperationException($"{other.GetType().Name} is not a channel."),
    };
}

/// <summary>Which channels for which urgency.</summary>
/// <param name="Low">Left out: a daily mail.</param>
/// <param name="Normal">Left out: one of all channels, the person's to choose.</param>
/// <param name="High">Left out: all channels.</param>
/// <param name="Critical">Left out: all channels.</param>
internal sealed record RoutesView(RouteView Low, RouteView Normal, RouteView High, RouteView Critical)
{
    public static RoutesView Of(Tenant tenant) => new(
        RouteView.Of(tenant.RouteOf(Core.Policies.Urgency.Low)),
        RouteView.Of(tenant.RouteOf(Core.Policies.Urgency.Normal)),
        RouteView.Of(tenant.RouteOf(Core.Policies.Urgency.High)),
        RouteView.Of(tenant.RouteOf(Core.Policies.Urgency.Critical)));
}

/// <summary>The channels for one urgency.</summary>
/// <param name="Channels">Which, the first before the others.</param>
/// <param name="All">Whether a person is told by each of them, rather than by the one that they prefer.</param>
/// <param name="Digest">Whether they are told once a day of all that waits then, rather than of each request at once.</param>
internal sealed record RouteView(IReadOnlyList<ChannelName> Channels, bool All, bool Digest)
{
    public static RouteView Of(ChannelRoute route) => new([.. route.Channels], route.All, route.Digest is true);
}

/// <summary>Whether that a message came back is news.</summary>
/// <param name="Noted">False where nothing of this name was told, or it is known that it came back.</param>
internal sealed record ReturnedView(bool Noted);
