using Approvals.Core.Ports;
using Approvals.Core.Telemetry;
using Approvals.GrainContracts.Credentials;
using Approvals.Grains.Calls;
using Approvals.Grains.Listing;
using Approvals.Grains.Requests;
using Approvals.Grains.Rules;
using Approvals.Grains.Storage;
using Approvals.Grains.Sweeping;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Configuration;

namespace Approvals.Grains;

/// <summary>Sets a silo up with the engine.</summary>
public static class SiloSetup
{
    private const string Invariant = "Npgsql";

    private const int MembershipConnections = 4;

    /// <summary>The cluster's membership, in the same database.</summary>
    public static ISiloBuilder UseApprovalsMembership(this ISiloBuilder silo, string connectionString) =>
        silo.UseAdoNetClustering(clustering =>
        {
            clustering.Invariant = Invariant;
            clustering.ConnectionString = Apart(connectionString);
        });

    /// <summary>Where a client finds the silos.</summary>
    public static IClientBuilder UseApprovalsMembership(this IClientBuilder client, string connectionString) =>
        client.UseAdoNetClustering(clustering =>
        {
            clustering.Invariant = Invariant;
            clustering.ConnectionString = Apart(connectionString);
        });

    /// <summary>Connections of its own: who belongs to the cluster is asked however many writes wait for theirs.</summary>
    private static string Apart(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        MinPoolSize = 0,
        MaxPoolSize = MembershipConnections,
    }.ConnectionString;

    /// <summary>
    /// The grains and their storage. What remains to be registered: an <see cref="IPermitSigner"/>, an
    /// <see cref="IChannel"/>, an <see cref="EngineTime"/>; and <see cref="SelfWork"/> is to be started.
    /// </summary>
    /// <param name="silo">The silo.</param>
    /// <param name="options">Where the records are.</param>
    /// <param name="secret">What the cluster's nodes know each other by.</param>
    public static ISiloBuilder AddApprovals(this ISiloBuilder silo, DatabaseOptions options, GatewaySecret secret)
    {
        silo.AddAdoNetGrainStorage(GrainRecords.Provider, storage =>
        {
            storage.Invariant = Invariant;
            storage.ConnectionString = options.ConnectionString;
            storage.GrainStorageSerializer = new RowSerializer();
        });
        silo.AddReminders().UseAdoNetReminderService(reminders =>
        {
            reminders.Invariant = Invariant;
            reminders.ConnectionString = options.ConnectionString;
        });
        silo.Configure<GrainCollectionOptions>(static o => o.CollectionQuantum = TimeSpan.FromSeconds(10));
        silo.AddIncomingGrainCallFilter<CallGuard>();
        silo.AddOutgoingGrainCallFilter<NodeSignature>();
        silo.Services
            .AddSingleton(options)
            .AddSingleton(secret)
            .AddSingleton(new CallCredential.Gateway(secret, TimeProvider.System))
            .AddSingleton<CallerCheck>()
            .AddSingleton<SiloLease>()
            .AddSingleton<EngineMeter>()
            .AddSingleton<RequestMetrics>()
            .AddSingleton<ClusterDatabase>()
            .AddSingleton<GrainRecords>()
            .AddSingleton<Admissions>()
            .AddSingleton<RequestListing>()
            .AddSingleton<DueRequests>()
            .AddSingleton<Backlog>()
            .AddSingleton<TenantRules>()
            .AddSingleton<Courier>()
            .AddSingleton<RequestServices>()
            .AddSingleton<SelfWork>()
            .AddSingleton<SweepAlarm>()
            .AddHostedService<SweepLoop>();
        return silo;
    }
}
