using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;

namespace Approvals.Core.Tenants;

/// <summary>By which channels people are told, by how urgent it is; null for the standard: see <see cref="Tenant.RouteOf"/>.</summary>
public sealed record ChannelRoutes
{
    public ChannelRoute? Low { get; init; }

    public ChannelRoute? Normal { get; init; }

    public ChannelRoute? High { get; init; }

    public ChannelRoute? Critical { get; init; }

    public ChannelRoute? Of(Urgency urgency) => urgency switch
    {
        Urgency.Low => Low,
        Urgency.Normal => Normal,
        Urgency.High => High,
        Urgency.Critical => Critical,
        _ => throw new ArgumentOutOfRangeException(nameof(urgency)),
    };
}

/// <summary>The channels for one urgency.</summary>
/// <param name="Channels">Which, the first before the others; empty where people look for themselves.</param>
/// <param name="All">Whether a person is told by each of them; otherwise by one, the person's to choose.</param>
public sealed record ChannelRoute(ImmutableArray<ChannelName> Channels, bool All)
{
    /// <summary>
    /// Whether people are told once a day of all that waits then, when their day begins: see
    /// <see cref="Reachability.NextDay"/>. Otherwise, or null, of each request by itself, at once.
    /// </summary>
    public bool? Digest { get; init; }

    public static ChannelRoute None { get; } = new([], All: true);

    public bool Equals(ChannelRoute? other) => other is not null && All == other.All && Digest == other.Digest && Channels.SequenceEqual(other.Channels);

    public override int GetHashCode() => HashCode.Combine(Channels.Length, All);
}
