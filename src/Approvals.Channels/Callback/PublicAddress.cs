using System.Net;
using System.Net.Sockets;

namespace Approvals.Channels.Callback;

/// <summary>Tells an address of the public internet from one that only means something here.</summary>
internal static class PublicAddress
{
    /// <summary>IANA's special-purpose registry for IPv4, and what clouds answer their machines on.</summary>
    private static readonly IPNetwork[] NotPublicV4 =
    [
        IPNetwork.Parse("0.0.0.0/8"), // this network
        IPNetwork.Parse("10.0.0.0/8"), // private
        IPNetwork.Parse("100.64.0.0/10"), // carrier-grade NAT; Alibaba's metadata
        IPNetwork.Parse("127.0.0.0/8"), // loopback
        IPNetwork.Parse("168.63.129.16/32"), // Azure's platform, though the address is a public one
        IPNetwork.Parse("169.254.0.0/16"), // link-local; most clouds' metadata
        IPNetwork.Parse("172.16.0.0/12"), // private
        IPNetwork.Parse("192.0.0.0/24"), // protocol assignments; Oracle's metadata
        IPNetwork.Parse("192.0.2.0/24"), // documentation
        IPNetwork.Parse("192.88.99.0/24"), // 6to4 relays
        IPNetwork.Parse("192.168.0.0/16"), // private
        IPNetwork.Parse("198.18.0.0/15"), // benchmarks
        IPNetwork.Parse("198.51.100.0/24"), // documentation
        IPNetwork.Parse("203.0.113.0/24"), // documentation
        IPNetwork.Parse("224.0.0.0/4"), // multicast
        IPNetwork.Parse("240.0.0.0/4"), // reserved, broadcast
    ];

    /// <summary>
    /// All of IPv6 that is global unicast today. Loopback, unspecified, link-local, site-local, unique-local (AWS' and
    /// Google's metadata), multicast and IPv4-compatible addresses stand outside.
    /// </summary>
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] NotPublicV6 =
    [
        IPNetwork.Parse("2001::/23"), // protocol assignments; Teredo, which embeds IPv4
        IPNetwork.Parse("2001:db8::/32"), // documentation
        IPNetwork.Parse("2002::/16"), // 6to4, which embeds IPv4
        IPNetwork.Parse("3fff::/20"), // documentation
    ];

    /// <summary>NAT64: IPv4 in the last four bytes, and how a host that has IPv6 alone reaches the IPv4 internet.</summary>
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    public static bool Is(IPAddress address) => address switch
    {
        { AddressFamily: AddressFamily.InterNetwork } => !Array.Exists(NotPublicV4, n => n.Contains(address)),
        { IsIPv4MappedToIPv6: true } => Is(address.MapToIPv4()),
        { AddressFamily: AddressFamily.InterNetworkV6 } when Nat64.Contains(address) => Is(LastFourBytes(address)),
        { AddressFamily: AddressFamily.InterNetworkV6 } =>
            GlobalUnicast.Contains(address) && !Array.Exists(NotPublicV6, n => n.Contains(address)),
        _ => false,
    };

    private static IPAddress LastFourBytes(IPAddress address) => new(address.GetAddressBytes().AsSpan(12));
}
