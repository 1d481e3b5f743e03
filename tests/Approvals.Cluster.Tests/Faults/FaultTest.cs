namespace Approvals.Cluster.Tests.Faults;

/// <summary>
/// What kills real clusters, while whole flows run: nothing acknowledged is lost, no request has two decisions, no
/// permit is given twice, deadlines fire, and the service answers again by itself. Each is a class of its own, so that they
/// run beside each other.
/// </summary>
public abstract class FaultTest
{
    private const int Callers = 8;

    private protected Course Course { get; } = new();

    protected static void SkipUnlessInCi(string why)
    {
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", why);
        Assert.Skip(why);
    }

    private protected async Task UnderLoadAsync(ClusterSetup setup, Func<RealCluster, Task> faults)
    {
        await using var cluster = await RealCluster.StartAsync(silos: 2, setup);
        using var load = new Load(cluster, Callers);
        using var stop = new CancellationTokenSource();
        var running = load.RunAsync(stop.Token);
        await faults(cluster);
        await Course.PassAsync(3, 5);
        await stop.CancelAsync();
        await running;
        await Promises.CheckAsync(cluster, load.Accounts);
        TestContext.Current.TestOutputHelper?.WriteLine($"{load.Accounts.Count} flows.");
    }
}
