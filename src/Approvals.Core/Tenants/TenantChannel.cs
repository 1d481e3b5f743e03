using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Tenants;

/// <summary>A way on which a tenant's people and programs are told.</summary>
public sealed record TenantChannel
{
    public required ChannelName Name { get; init; }

    public required ChannelSettings Settings { get; init; }

    /// <summary>
    /// The channel's secrets by what they are for, each encrypted by the host: nothing that reads a directory can read
    /// them.
    /// </summary>
    [JsonRequired]
    public ImmutableSortedDictionary<string, string> Secrets { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether the person can be reached by it.</summary>
    public bool Reaches(Reviewer person) => Settings switch
    {
        ChannelSettings.Email => person.Reach.Contacts.Email is not null,
        ChannelSettings.Sms => person.Reach.Contacts.Phone is not null,
        ChannelSettings.Slack slack => person.Reach.Contacts.Slack?.Team == slack.Team,
        _ => false,
    };

    /// <summary>Whether all whom it reaches are told by one message, at one place.</summary>
    [JsonIgnore]
    public bool IsShared => Settings is ChannelSettings.Slack { Conversation: not null };

    /// <summary>Whether it tells a program, which is told everything and reviews nothing.</summary>
    [JsonIgnore]
    public bool IsWatching => Settings is ChannelSettings.Webhook;
}
