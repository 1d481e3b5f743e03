using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Policies;

namespace Approvals.Core.Tenants;

/// <content>How its people are reached.</content>
public sealed partial record Tenant
{
    public TenantChannel? FindChannel(ChannelName name) => Channels?.FirstOrDefault(c => c.Name == name);

    /// <summary>Whether anybody can be told anything.</summary>
    internal bool HasChannels => Channels is { IsEmpty: false };

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
                : Routed().FirstOrDefault(name => FindChannel(name) is { IsWatching: true }) is { } program
                    ? $"The routes would name the channel {program}, which tells a program: that is told everything, and nobody is asked by it."
                    : ContradictionOfDigest();

    /// <summary>Whoever is told once a day is told by mail: it takes a list.</summary>
    private string? ContradictionOfDigest() =>
        Enum.GetValues<Urgency>().FirstOrDefault(u => u > Urgency.Low && Routes?.Of(u)?.Digest is true) is > Urgency.Low and var urgency
            ? $"What is {EnumWords.Of(urgency)} would come once a day; that is for what is low alone."
            : Routes?.Low is { Digest: true } low && low.Channels.FirstOrDefault(c => FindChannel(c)?.Settings is not ChannelSettings.Email) is { } other
                ? $"What is low would come once a day by the channel {other}, which is no mail."
                : null;

    private IEnumerable<ChannelName> Routed() =>
        Routes is null ? [] : Enum.GetValues<Urgency>().SelectMany(u => Routes.Of(u)?.Channels ?? []);
}
