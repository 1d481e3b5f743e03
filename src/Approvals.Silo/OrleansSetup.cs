using System.Net;
using Approvals.GrainContracts.Client;
using Approvals.GrainContracts.Credentials;
using Approvals.Grains;
using Orleans.Configuration;

namespace Approvals.Silo;

/// <summary>Orleans, as the node's role has it.</summary>
internal static class OrleansSetup
{
    /// <summary>A silo that does not answer is asked so often, a second apart, before the others give it up.</summary>
    private const int MissedProbes = 3;

    private static readonly TimeSpan ProbePeriod = TimeSpan.FromSeconds(2);

    /// <summary>How often a client looks for the cluster until it is there.</summary>
    private static readonly TimeSpan PauseBetweenConnects = TimeSpan.FromSeconds(1);

    public static async Task AddAsync(
        WebApplicationBuilder builder,
        NodeOptions options,
        DatabaseOptions database,
        GatewaySecret secret,
        DatabaseTime time,
        CancellationToken cancellation)
    {
        var certificates = LoadCertificates(options.Tls);
        if (options.Role == NodeRole.Gateway)
        {
            builder.UseOrleansClient(client => AddClient(client, options, database.ConnectionString, certificates));
        }
        else
        {
            var address = await options.FindAddressAsync(cancellation);
            builder.UseOrleans(silo =>
            {
                certificates?.Secure(silo);
                silo.UseApprovalsMembership(database.ConnectionString)
                    .ConfigureEndpoints(address, options.SiloPort, options.ClientPort, listenOnAnyHostAddress: !IPAddress.IsLoopback(address))
                    .AddApprovals(database, secret)
                    .AddActivityPropagation();
                silo.Services.AddSingleton(new EngineTime(time));
                silo.Services.Configure<ClusterOptions>(o => Name(o, options));
                silo.Services.Configure<ClusterMembershipOptions>(static o =>
                {
                    o.ProbeTimeout = ProbePeriod;
                    o.NumMissedProbesLimit = MissedProbes;
                });
            });
        }

        builder.Services.AddSingleton(s => new ClusterApprovals(
            s.GetRequiredService<IGrainFactory>(), new CallCredential.Gateway(secret, TimeProvider.System), time, options.CallsAtOnce));
    }

    /// <summary>A client of the grains, which waits for the cluster to be there.</summary>
    public static void AddClient(IClientBuilder client, NodeOptions options, string connectionString, NodeCertificates? certificates)
    {
        certificates?.Secure(client);
        client.UseApprovalsMembership(connectionString).AddActivityPropagation();
        client.UseConnectionRetryFilter(static async (_, cancellation) =>
        {
            await Task.Delay(PauseBetweenConnects, cancellation);
            return true;
        });
        client.Services.Configure<ClusterOptions>(o => Name(o, options));
        // A silo that is gone is not asked for long, and one that came is found soon.
        client.Services.Configure<GatewayOptions>(static o => o.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
    }

    /// <exception cref="StartException">A file is missing, or not what it should be.</exception>
    public static NodeCertificates? LoadCertificates(NodeOptions.TlsOptions tls)
    {
        switch (tls)
        {
            case { Certificate: null, Key: null, Authority: null }:
                return null;
            case { Off: false, Certificate: { } certificate, Key: { } key, Authority: { } authority }:
                try
                {
                    return NodeCertificates.Load(certificate, key, authority);
                }
                catch (Exception e) when (e is IOException or System.Security.Cryptography.CryptographicException or UnauthorizedAccessException)
                {
                    throw new StartException($"The certificates of Cluster:Tls cannot be read: {e.Message}", e);
                }

            default:
                throw new StartException("Cluster:Tls takes Certificate, Key and Authority, all three; or Off; or nothing.");
        }
    }

    private static void Name(ClusterOptions cluster, NodeOptions options)
    {
        cluster.ClusterId = options.ClusterId;
        cluster.ServiceId = options.ServiceId;
    }
}
