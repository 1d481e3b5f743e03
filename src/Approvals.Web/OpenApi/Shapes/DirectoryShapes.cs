using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;

namespace Approvals.Web.OpenApi.Shapes;

/// <summary>A person as they are to be. What is left out is empty.</summary>
internal sealed record ReviewerEntryShape
{
    public IReadOnlyList<RoleName>? Roles { get; init; }

    /// <summary>Left out, true.</summary>
    public bool? Active { get; init; }

    /// <summary>How the person proves to be this entry: at most 20.</summary>
    public IReadOnlyList<Identity>? Identities { get; init; }

    /// <summary>Who may review in the person's stead: at most 5.</summary>
    public IReadOnlyList<Contract.DeputyView>? Deputies { get; init; }

    public Contract.ContactsView? Contacts { get; init; }

    /// <summary>The IANA name of the time zone that the working hours are in; left out, UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>When the person works: at most 14; left out, always.</summary>
    public IReadOnlyList<Contract.HoursView>? WorkingHours { get; init; }

    /// <summary>The channels that the person prefers where there is a choice, the first the most.</summary>
    public IReadOnlyList<ChannelName>? Channels { get; init; }
}

/// <summary>A channel as it is to be.</summary>
internal sealed record ChannelEntryShape
{
    /// <summary><c>email</c>, <c>slack</c>, <c>sms</c> or <c>webhook</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Of the kind email, and required there: the mail server.</summary>
    public string? Host { get; init; }

    /// <summary>Of the kind email, and required there: its port; 1 to 65535.</summary>
    public int? Port { get; init; }

    /// <summary>Of the kind email: whether the connection is made private (STARTTLS) before anything is said on it; left out, true.</summary>
    public bool? StartTls { get; init; }

    /// <summary>Of the kind email: the account, where the server asks for one.</summary>
    public string? User { get; init; }

    /// <summary>Of the kind email, where there is a user: stored encrypted, and never shown. Left out, it stays what it was.</summary>
    public string? Password { get; init; }

    /// <summary>Of the kinds email and sms, and required there: whom the messages are from, an address or a number.</summary>
    public string? From { get; init; }

    /// <summary>Of the kind slack, and required there: the workspace.</summary>
    public string? Team { get; init; }

    /// <summary>Of the kind slack: where everybody is told together; left out, each is told for themselves.</summary>
    public string? Conversation { get; init; }

    /// <summary>Of the kind slack, stored encrypted and never shown: what the app calls Slack with. Left out, it stays what it was.</summary>
    public string? BotToken { get; init; }

    /// <summary>Of the kind slack, stored encrypted and never shown: what Slack signs with. Left out, it stays what it was.</summary>
    public string? SigningSecret { get; init; }

    /// <summary>Of the kind sms, and required there: the account at Twilio.</summary>
    public string? Account { get; init; }

    /// <summary>Of the kind sms, stored encrypted and never shown: the account's auth token. Left out, it stays what it was.</summary>
    public string? AuthToken { get; init; }

    /// <summary>Of the kind webhook, and required there: where to, https or http; at most 2,000 characters.</summary>
    public string? Url { get; init; }

    /// <summary>Of the kind webhook, stored encrypted and never shown: what signs, whsec_ and base64. Left out, it stays what it was.</summary>
    public string? Secret { get; init; }

    /// <summary>Of the kind webhook, stored encrypted and never shown: what signs as well, until it is left out.</summary>
    public string? PreviousSecret { get; init; }
}

/// <summary>A message that came back.</summary>
internal sealed record ReturnedMessageShape
{
    public required RequestId RequestId { get; init; }

    /// <summary>What the receipt calls the message.</summary>
    public required string Reference { get; init; }

    /// <summary>Why, in at most 200 characters.</summary>
    public required string Reason { get; init; }
}

/// <summary>Which channels for which urgency.</summary>
internal sealed record RoutesShape
{
    /// <summary>Left out: a daily mail.</summary>
    public RouteShape? Low { get; init; }

    /// <summary>Left out: one of all channels, the person's to choose.</summary>
    public RouteShape? Normal { get; init; }

    /// <summary>Left out: all channels.</summary>
    public RouteShape? High { get; init; }

    /// <summary>Left out: all channels.</summary>
    public RouteShape? Critical { get; init; }
}

/// <summary>The channels for one urgency.</summary>
internal sealed record RouteShape
{
    /// <summary>The first before the others; left out, none.</summary>
    public IReadOnlyList<ChannelName>? Channels { get; init; }

    /// <summary>Whether a person is told by each of them, rather than by the one that they prefer; left out, true.</summary>
    public bool? All { get; init; }

    /// <summary>Whether people are told once a day of all that waits then, rather than of each request at once; left out, false.</summary>
    public bool? Digest { get; init; }
}

/// <summary>An agent as it is to be.</summary>
internal sealed record AgentEntryShape
{
    /// <summary>Who answers for it, and does not review what it asks.</summary>
    public ReviewerId? Owner { get; init; }

    /// <summary>The only ones that its keys may name; left out, that is the keys' to say.</summary>
    public IReadOnlyList<string>? Environments { get; init; }

    /// <summary>The only ones that its keys may name; left out, that is the keys' to say.</summary>
    public IReadOnlyList<CallbackOrigin>? CallbackOrigins { get; init; }
}

/// <summary>How the secret of an agent's callbacks is replaced.</summary>
internal sealed record CallbackRotationShape
{
    /// <summary>How long the one before it signs as well: 0s to 30d; left out, 1d.</summary>
    public string? Overlap { get; init; }
}

/// <summary>An executor as it is to be: its name, in the address, says it all.</summary>
internal sealed record ExecutorEntryShape;

/// <summary>A key as it is to be.</summary>
internal sealed record NewKeyShape
{
    /// <summary><c>agent</c>, <c>executor</c>, <c>admin</c> or <c>auditor</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Of the kind agent, and required there.</summary>
    public AgentId? Agent { get; init; }

    /// <summary>Of the kind executor, and required there.</summary>
    public ExecutorId? Executor { get; init; }

    /// <summary>Of the kind agent: the environments that it may name, or * for any; left out, none.</summary>
    public IReadOnlyList<string>? Environments { get; init; }

    /// <summary>Of the kind agent: where it may have answers sent; left out, nowhere.</summary>
    public IReadOnlyList<CallbackOrigin>? CallbackOrigins { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>How a key is replaced.</summary>
internal sealed record RotationShape
{
    /// <summary>How long the old one is good beside the new one: 0s to 30d; left out, 1h.</summary>
    public string? Overlap { get; init; }

    /// <summary>The new one's end.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
