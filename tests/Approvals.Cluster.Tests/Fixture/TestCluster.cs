using Approvals.Core.Ports;
using Approvals.GrainContracts.Client;
using Approvals.GrainContracts.Credentials;
using Approvals.Grains;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.TestingHost;

namespace Approvals.Cluster.Tests.Fixture;

/// <summary>A cluster of two silos under test, on a database of its own.</summary>
internal sealed class TestCluster : IEngineUnderTest
{
    private const int Silos = 2;

    /// <summary>So far time moves in one step where it is let pass, and so long is whatever runs let before.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan PauseOfStep = TimeSpan.FromMilliseconds(5);

    private readonly string _database;
    private readonly int _callsAtOnce;
    private InProcessTestCluster? _cluster;
    private ClusterApprovals? _approvals;
    private ProcessLife? _life;

    /// <summary>Whether another may have the database after this one: nobody writes to it late, or has made it another.</summary>
    private bool _isDatabaseClean;

    private TestCluster(string database, int callsAtOnce, bool isDatabaseClean)
    {
        (_database, _isDatabaseClean) = (database, isDatabaseClean);
        _callsAtOnce = callsAtOnce;
        Channel = new RecordingChannel(Time);
    }

    public ManualTime Time { get; } = new();

    public RecordingChannel Channel { get; }

    public PermitSigner Signer { get; } = new();

    public GatewaySecret Secret { get; } = GatewaySecret.Draw();

    public InProcessTestCluster Cluster => _cluster ?? throw new InvalidOperationException("The cluster is closed.");

    public string Database => _database;

    public IRequests Requests => Approvals.Requests;

    public IPolicies Policies => Approvals.Policies;

    public ITenants Tenants => Approvals.Tenants;

    public IOutbox Outbox => Approvals.Outbox;

    public IAudit Audit => Approvals.Audit;

    public IChanges Changes => Approvals.Changes;

    public DateTimeOffset Now => Time.GetUtcNow();

    private ClusterApprovals Approvals => _approvals ?? throw new InvalidOperationException("The cluster is closed.");

    /// <summary>Two silos, and nothing in the database; for the suite.</summary>
    public static Task<IEngineUnderTest> SubjectAsync() => SubjectAsync(ClusterApprovals.StandardCallsAtOnce);

    /// <summary>The same with room for fewer calls.</summary>
    public static async Task<IEngineUnderTest> SubjectAsync(int callsAtOnce) =>
        await OpenAsync(new TestCluster(await PostgresServer.Shared.TakeDatabaseAsync(), callsAtOnce, isDatabaseClean: true));

    /// <summary>The same for a test that has the database to itself.</summary>
    public static async Task<TestCluster> NewAsync() =>
        await OpenAsync(new TestCluster(
            await PostgresServer.Shared.CreateDatabaseAsync(), ClusterApprovals.StandardCallsAtOnce, isDatabaseClean: false));

    /// <summary>The cluster as a caller with this credential sees it.</summary>
    public ClusterApprovals As(CallCredential credential) => new(Cluster.Client, credential, Time, _callsAtOnce);

    public Task MoveToAsync(DateTimeOffset to)
    {
        Time.JumpTo(to);
        return Task.CompletedTask;
    }

    public async Task<T> PassUntilAsync<T>(Task<T> condition)
    {
        while (!condition.IsCompleted)
        {
            await Task.WhenAny(condition, Task.Delay(PauseOfStep));
            if (!condition.IsCompleted)
            {
                Time.Advance(Step);
            }
        }

        return await condition;
    }

    public Task StartAsync()
    {
        foreach (var silo in Cluster.Silos)
        {
            Cluster.GetSiloServiceProvider(silo.SiloAddress).GetRequiredService<SelfWork>().Start();
        }

        return Task.CompletedTask;
    }

    public async Task RestartAsync()
    {
        await Cluster.StopAllSilosAsync();
        await CloseAsync();
        await OpenAsync();
    }

    /// <summary>The silos go without a word to anybody; others come in their place.</summary>
    public async Task CrashAsync()
    {
        _isDatabaseClean = false;
        _life!.Kill();
        foreach (var silo in Cluster.Silos.ToList())
        {
            await Cluster.KillSiloAsync(silo);
        }

        await CloseAsync();
        await OpenAsync();
    }

    /// <summary>Calls are let through: they meet in the grains.</summary>
    public Task<IAsyncDisposable> HoldAsync() => Task.FromResult<IAsyncDisposable>(new NoHold());

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await CloseAsync();
        }

        await (_isDatabaseClean
            ? PostgresServer.Shared.GiveBackDatabaseAsync(_database)
            : PostgresServer.Shared.DropDatabaseAsync(_database));
    }

    private static async Task<TestCluster> OpenAsync(TestCluster cluster)
    {
        await cluster.OpenAsync();
        return cluster;
    }

    private async Task OpenAsync()
    {
        var life = new ProcessLife(Channel);
        var builder = new InProcessTestClusterBuilder(Silos);
        builder.Options.ServiceId = "tests";
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureHost(static host => host.Logging.ClearProviders());
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddApprovals(new DatabaseOptions { ConnectionString = _database, ServiceId = "tests" }, Secret);
            silo.Services
                .AddSingleton(new EngineTime(Time))
                .AddSingleton<IPermitSigner>(Signer)
                .AddSingleton<IChannel>(life);
        });
        _life = life;
        _cluster = builder.Build();
        await _cluster.DeployAsync();
        _approvals = As(new CallCredential.Gateway(Secret, TimeProvider.System));
    }

    private async Task CloseAsync()
    {
        var cluster = Cluster;
        _cluster = null;
        _approvals = null;
        await cluster.DisposeAsync();
    }

    private sealed class NoHold : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
