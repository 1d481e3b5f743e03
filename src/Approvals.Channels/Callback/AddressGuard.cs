using System.Net;
using System.Net.Sockets;

namespace Approvals.Channels.Callback;

/// <summary>
/// Connects to public addresses only, so that nobody who names a URL has this server call into its own network. What
/// is checked is the address that is then connected to: a name that means another one a moment later gains nothing.
/// </summary>
/// <param name="allowPrivateAddresses">Whether others are called, too.</param>
/// <param name="resolve">Finds the addresses of a name.</param>
/// <param name="allowedNetworks">Networks that are called, too.</param>
internal sealed class AddressGuard(
    bool allowPrivateAddresses, Func<string, CancellationToken, Task<IPAddress[]>> resolve, IReadOnlyList<IPNetwork>? allowedNetworks = null)
{
    public AddressGuard(bool allowPrivateAddresses, IReadOnlyList<IPNetwork>? allowed = null)
        : this(allowPrivateAddresses, Dns.GetHostAddressesAsync, allowed)
    {
    }

    /// <summary>To be a <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="AddressRefusedException">None of the host's addresses is public.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await FindAsync(host, cancellation);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>For whoever connects by the name and not by what is found here: each of its addresses must do.</summary>
    /// <exception cref="AddressRefusedException">One of them is not to be called.</exception>
    public async Task RequireAllAsync(string host, CancellationToken cancellation)
    {
        var isLiteral = IPAddress.TryParse(host, out var literal);
        var all = isLiteral ? [literal!] : await resolve(host, cancellation);
        if (all.Length == 0 || !Array.TrueForAll(all, IsAllowed))
        {
            throw new AddressRefusedException(isLiteral);
        }
    }

    /// <summary>The addresses of the host, less those that are not to be called.</summary>
    /// <exception cref="AddressRefusedException">None is left.</exception>
    public async Task<IPAddress[]> FindAsync(string host, CancellationToken cancellation)
    {
        var isLiteral = IPAddress.TryParse(host, out var literal);
        var all = isLiteral ? [literal!] : await resolve(host, cancellation);
        var allowed = Array.FindAll(all, IsAllowed);
        return allowed.Length > 0 ? allowed : throw new AddressRefusedException(isLiteral);
    }

    private bool IsAllowed(IPAddress address) => allowPrivateAddresses || PublicAddress.Is(address) || IsListed(address);

    private bool IsListed(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return allowedNetworks?.Any(n => n.Contains(plain)) is true;
    }
}
