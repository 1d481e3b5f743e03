using System.Net;
using Approvals.Grains;

namespace Approvals.Silo;

/// <summary>How a node runs. Bound from the configuration section <c>Cluster</c>.</summary>
internal sealed class NodeOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Cluster";

    public NodeRole Role { get; set; } = NodeRole.Both;

    /// <summary>Of PostgreSQL, as Npgsql reads it.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>A file with the password, where the connection string has none.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>The silos that belong together.</summary>
    public string ClusterId { get; set; } = "approvals";

    /// <summary>Under which the records stand: the same for ever.</summary>
    public string ServiceId { get; set; } = "approvals";

    /// <summary>Where the other nodes find this one: an address, or a name that has one. Empty: the machine's own name.</summary>
    public string Address { get; set; } = "127.0.0.1";

    public int SiloPort { get; set; } = 11_111;

    /// <summary>Where clients of the grains connect to this silo.</summary>
    public int ClientPort { get; set; } = 30_000;

    /// <summary>The directory with <c>gateway.secret</c>, <c>callback-master.secret</c> and <c>permit-key.pem</c>.</summary>
    public string Secrets { get; set; } = "";

    /// <summary>The node's certificate, its key and the authority's certificate, in PEM.</summary>
    public TlsOptions Tls { get; set; } = new();

    /// <summary>How long a node that is to stop still serves while it is no longer ready, so that nobody sends it more.</summary>
    public TimeSpan DrainTime { get; set; } = TimeSpan.Zero;

    /// <summary>The most calls of the front end that are under way at once; more get 429.</summary>
    public int CallsAtOnce { get; set; } = GrainContracts.Client.ClusterApprovals.StandardCallsAtOnce;

    /// <summary>The connection string with the password.</summary>
    /// <exception cref="StartException">There is none, or the file is not there.</exception>
    public string FullConnectionString()
    {
        if (ConnectionString.Length == 0)
        {
            throw new StartException("Cluster:ConnectionString is empty; name the PostgreSQL database.");
        }

        return DatabaseOptions.Complete(ConnectionString, PasswordFile is null ? null : SecretFiles.Read(PasswordFile));
    }

    /// <summary>The address that others find this node at.</summary>
    /// <exception cref="StartException">The name has none.</exception>
    public async Task<IPAddress> FindAddressAsync(CancellationToken cancellation)
    {
        var name = Address.Length == 0 ? Dns.GetHostName() : Address;
        if (IPAddress.TryParse(name, out var address))
        {
            return address;
        }

        var found = await Dns.GetHostAddressesAsync(name, System.Net.Sockets.AddressFamily.InterNetwork, cancellation);
        return found.Length > 0 ? found[0] : throw new StartException($"Cluster:Address: '{name}' has no IPv4 address.");
    }

    /// <summary>Other machines reach a silo through TLS, unless the operator says that nobody is in between.</summary>
    /// <exception cref="StartException">There is neither.</exception>
    public async Task RefuseOpenPortsAsync(CancellationToken cancellation)
    {
        if (Role == NodeRole.Gateway || Tls.Off || Tls.Certificate is not null)
        {
            return;
        }

        var address = await FindAddressAsync(cancellation);
        if (!IPAddress.IsLoopback(address))
        {
            throw new StartException(
                $"Cluster:Tls names no certificate, and other machines reach this silo at {address}: who is in between could read and forge what nodes say. "
                + "Name Certificate, Key and Authority; or set Cluster:Tls:Off to true, where the network is nobody else's.");
        }
    }

    /// <summary>Files of the mutual TLS between nodes.</summary>
    internal sealed class TlsOptions
    {
        public string? Certificate { get; set; }

        public string? Key { get; set; }

        public string? Authority { get; set; }

        /// <summary>Has silos that are reached over a network go without: the network is nobody else's.</summary>
        public bool Off { get; set; }
    }
}
