using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;

namespace Approvals.Web.Contract;

/// <summary>A way on which people are told. Its secrets are never shown, only which there are.</summary>
/// <param name="Channel">Its name, which policies and routes use.</param>
/// <param name="Kind">What it is: <c>email</c>.</param>
/// <param name="Host">Of the kind email: the mail server.</param>
/// <param name="Port">Of the kind email: its port.</param>
/// <param name="StartTls">Of the kind email: whether the connection is made private before anything is said.</param>
/// <param name="User">Of the kind email: the account; none where the server asks for none.</param>
/// <param name="From">Of the kind email: whom the mails are from.</param>
/// <param name="Secrets">The names of the secrets that are set.</param>
internal sealed record ChannelView(
    ChannelName Channel, string Kind, string? Host, int? Port, bool? StartTls, string? User, string? From, IReadOnlyList<string> Secrets)
{
    public static ChannelView Of(TenantChannel channel) => channel.Settings switch
    {
        ChannelSettings.Email email => new(
            channel.Name, "email", email.Host, email.Port, email.StartTls, email.User, email.From, [.. channel.Secrets.Keys]),
        var other => throw new InvalidOperationException($"{other.GetType().Name} is not a channel."),
    };
}

/// <summary>Which channels for which urgency.</summary>
/// <param name="Low">Left out: none.</param>
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
internal sealed record RouteView(IReadOnlyList<ChannelName> Channels, bool All)
{
    public static RouteView Of(ChannelRoute route) => new([.. route.Channels], route.All);
}
