using System.Globalization;
using Approvals.Cluster.Tests.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Tenants;
using Approvals.GrainContracts.Client;
using Approvals.GrainContracts.Credentials;
using Approvals.Grains;
using Approvals.Web.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Configuration;

namespace Approvals.Cluster.Tests.Faults;

/// <summary>Silos and a gateway in processes of their own, on a PostgreSQL that keeps what it has answered.</summary>
internal sealed class RealCluster : IAsyncDisposable
{
    /// <summary>A tool whose requests nobody reviews in time.</summary>
    public const string Forgotten = "mail.send";

    /// <summary>So long the gateway still serves when it is to stop.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(10);

    private readonly DirectoryInfo _secrets = Directory.CreateTempSubdirectory("approvals-secrets-");
    private readonly List<NodeProcess> _silos = [];
    private readonly ClusterSetup _setup;
    private NodeProcess? _gateway;
    private IHost? _client;

    private RealCluster(PostgresServer postgres, string database, ClusterSetup setup)
    {
        _setup = setup;
        Postgres = postgres;
        Database = database;
        Link = setup.HasLink ? new Link(postgres.Port) : null;
    }

    /// <summary>What lies between the nodes and the database, if anything does.</summary>
    public Link? Link { get; }

    public PostgresServer Postgres { get; }

    public string Database { get; }

    public IReadOnlyList<NodeProcess> Silos => _silos;

    public NodeProcess Gateway => _gateway ?? throw new InvalidOperationException("There is no gateway.");

    /// <summary>The cluster by an Orleans client of the test's own.</summary>
    public ClusterApprovals Approvals { get; private set; } = null!;

    /// <summary>The agent's key, for HTTP.</summary>
    public ApiKeyText AgentKey { get; } = ApiKeyText.Draw();

    /// <param name="silos">How many.</param>
    /// <param name="setup">What is special about it.</param>
    public static async Task<RealCluster> StartAsync(int silos, ClusterSetup? setup = null)
    {
        var postgres = await PostgresServer.StartDurableAsync(setup?.LogDirectory);
        var cluster = new RealCluster(postgres, await postgres.CreateDatabaseAsync(), setup ?? new ClusterSetup());
        await NodeCommand.RunAsync("secrets", cluster._secrets.FullName);
        for (var i = 0; i < silos; i++)
        {
            await cluster.AddSiloAsync();
        }

        cluster._gateway = await NodeProcess.StartAsync(cluster.Settings("Gateway"));
        await cluster.ConnectAsync();
        await cluster.CreateTenantAsync();
        return cluster;
    }

    public async Task<NodeProcess> AddSiloAsync()
    {
        var silo = await NodeProcess.StartAsync(Settings("Silo", _silos.Count == 0 ? _setup.ClockOfTheFirst : null));
        _silos.Add(silo);
        return silo;
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            await _client.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _client.Dispose();
        }

        foreach (var node in _silos.Append(_gateway).OfType<NodeProcess>())
        {
            await node.DisposeAsync();
        }

        if (Link is not null)
        {
            await Link.DisposeAsync();
        }

        await Postgres.DisposeAsync();
        _secrets.Delete(recursive: true);
    }

    private Dictionary<string, string> Settings(string role, string? clock = null)
    {
        var ports = FreePorts.Take(3);
        IEnumerable<KeyValuePair<string, string>> special =
            [.. _setup.Settings, .. _setup.Authority?.Settings ?? [], .. clock is null ? [] : FakeClock.Off(clock)];
        return new Dictionary<string, string>(special, StringComparer.Ordinal)
        {
            ["Cluster__Role"] = role,
            ["Cluster__ConnectionString"] = Link is null ? Database : new NpgsqlConnectionStringBuilder(Database) { Port = Link.Port }.ConnectionString,
            ["Cluster__Secrets"] = _secrets.FullName,
            ["Cluster__DrainTime"] = (role == "Gateway" ? DrainTime : TimeSpan.Zero).ToString(),
            ["Cluster__SiloPort"] = ports[1].ToString(CultureInfo.InvariantCulture),
            ["Cluster__ClientPort"] = ports[2].ToString(CultureInfo.InvariantCulture),
            ["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ports[0]}"),
        };
    }

    private async Task ConnectAsync()
    {
        _client = await ConnectAsync(_setup.Authority?.Load(), CancellationToken.None);
        Approvals = await PortsOfAsync(_client);
    }

    /// <summary>A client that proves itself to the silos with these certificates, once it is connected.</summary>
    public async Task<IHost> ConnectAsync(NodeCertificates? certificates, CancellationToken cancellation)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client =>
        {
            certificates?.Secure(client);
            client.UseApprovalsMembership(Database);
            client.Services.Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = ("approvals", "approvals"));
            client.Services.Configure<GatewayOptions>(o => o.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
            client.Services.Configure<ConnectionOptions>(o => o.OpenConnectionTimeout = TimeSpan.FromSeconds(3));
        });
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancellation).WaitAsync(cancellation);
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    private async Task<ClusterApprovals> PortsOfAsync(IHost client)
    {
        var secret = GatewaySecret.Parse((await File.ReadAllTextAsync(Path.Combine(_secrets.FullName, "gateway.secret"))).Trim());
        return new ClusterApprovals(
            client.Services.GetRequiredService<IGrainFactory>(), new CallCredential.Gateway(secret!, TimeProvider.System), TimeProvider.System);
    }

    private async Task CreateTenantAsync()
    {
        var key = AgentKey.ToStored(new KeyHolder.ForAgent(Demo.Agent), TimeProvider.System.GetUtcNow());
        Assert.IsType<TenantOutcome.Stored>(await Approvals.Tenants.CreateAsync(
            Demo.Tenant, [.. Demo.FirstEntries, new TenantChange.AddKey(key)], default));
        foreach (var (name, source) in new[]
        {
            (Demo.Payments, Demo.PaymentsSource),
            (new PolicyName(Forgotten), Demo.Escalating(Forgotten, "{ roles: [owner], timeout: 15s }")),
        })
        {
            Assert.IsType<PublishOutcome.Published>(await Approvals.Policies.PublishAsync(Demo.Tenant, Demo.Publish(name, source), default));
        }
    }
}
