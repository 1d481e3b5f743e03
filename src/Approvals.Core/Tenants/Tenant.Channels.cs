using Approvals.Core.Identifiers;
using Approvals.Core.Policies;

namespace Approvals.Core.Tenants;

/// <content>How its people are reached.</content>
public sealed partial record Tenant
{
    public TenantChannel? FindChannel(ChannelName name) => Channels?.FirstOrDefault(c => c.Name == name);

    /// <summary>Whether anybody can be told anything.</summary>
    internal bool HasChannels => Channels is { IsEmpty: false };

    /// <summary>Whether this is a channel of programs, by which nobody is asked.</summary>
    internal bool IsWatching(ChannelName name) => FindChannel(name) is { IsWatching: true };

    /// <summary>
    /// The channels for this urgency: those that the tenant says, or else a daily mail for what is low, one of them for
    /// what is normal, and all for what is more; SMS for nothing but what is critical.
    /// </summary>
    public ChannelRoute RouteOf(Urgency urgency) => Routes?.Of(urgency) ?? (urgency == Urgency.Low
        ? new ChannelRoute([.. (Channels ?? []).Where(c => c.Settings is ChannelSettings.Email).Select(c => c.Name)], All: false) { Digest = true }
        : new ChannelRoute(
            [.. (Channels ?? []).Where(c => !c.IsWatching && (urgency == Urgency.Critical || c.Settings is not ChannelSettings.Sms)).Select(c => c.Name)],
            All: urgency > Urgency.Normal));

    private string? ContradictionOfChannels() =>
        Reviewers.SelectMany(r => r.Reach.Contacts.Keys).GroupBy(k => k, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } shared
            ? $"Two persons would be reached at {shared.Key}."
            : Routed().FirstOrDefault(name => FindChannel(name) is null) is { } unknown
                ? $"The routes would name the channel {unknown}, of which the directory knows nothing."
                : null;

    private IEnumerable<ChannelName> Routed() =>
        Routes is null ? [] : Enum.GetValues<Urgency>().SelectMany(u => Routes.Of(u)?.Channels ?? []);
}
