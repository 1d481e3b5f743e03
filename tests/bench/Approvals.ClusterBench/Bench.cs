using Approvals.HttpBench;
using Approvals.Web.Tests.Tokens;

namespace Approvals.ClusterBench;

/// <summary>A cluster with a tenant, and what calls it.</summary>
internal sealed class Bench(DirectoryInfo directory, int port) : IAsyncDisposable
{
    private const int Callers = 64;

    private TestIssuer? _issuer;
    private Wrk? _wrk;

    public LocalCluster Cluster { get; } = new(directory, port);

    public PgBench PgBench => field ??= new PgBench(directory, Cluster, Callers);

    public Wrk Wrk => _wrk ?? throw new InvalidOperationException("The cluster is not started.");

    public async Task StartAsync(int silos)
    {
        await Cluster.StartAsync(silos);
        _issuer = await TestIssuer.StartAsync();
        _wrk = new Wrk(Cluster.Gateway, await BenchTenant.CreateAsync(Cluster, _issuer));
    }

    public Task<Measurement> CreationsAsync(int seconds) => Wrk.RunAsync(seconds, threads: 1, "/", "ask.lua");

    public async ValueTask DisposeAsync()
    {
        await Cluster.StopAsync();
        if (_issuer is not null)
        {
            await _issuer.DisposeAsync();
        }
    }
}
