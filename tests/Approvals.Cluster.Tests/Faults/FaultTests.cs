namespace Approvals.Cluster.Tests.Faults;

/// <summary>
/// What kills real clusters, while whole flows run: nothing acknowledged is lost, no request has two decisions, no
/// permit is given twice, deadlines fire, and the service answers again by itself.
/// </summary>
[Collection(nameof(Alone))]
public sealed class FaultTests
{
    private const int Callers = 8;

    [Fact]
    public Task SilosKilledInTurn() => UnderLoadAsync(async cluster =>
    {
        foreach (var silo in cluster.Silos)
        {
            await PassAsync(4);
            await silo.KillAsync();
            await PassAsync(6);
            await silo.StartAgainAsync();
        }

        await PassAsync(4);
    });

    [Fact]
    public Task AllSilosKilledAtOnce() => UnderLoadAsync(async cluster =>
    {
        await PassAsync(4);
        await Task.WhenAll(cluster.Silos.Select(s => s.KillAsync()));
        await PassAsync(3);
        await Task.WhenAll(cluster.Silos.Select(s => s.StartAgainAsync()));
        await PassAsync(4);
    });

    [Fact]
    public Task DatabaseKilled() => UnderLoadAsync(async cluster =>
    {
        for (var crash = 0; crash < 3; crash++)
        {
            await PassAsync(4);
            await cluster.Postgres.CrashAsync();
        }

        await PassAsync(4);
    });

    [Fact]
    public Task SiloThatIsStoppedForAWhile() => UnderLoadAsync(async cluster =>
    {
        await PassAsync(4);
        await cluster.Silos[0].SignalAsync("STOP");
        await PassAsync(25);
        await cluster.Silos[0].SignalAsync("CONT");
        await PassAsync(8);
        if (cluster.Silos[0].HasExited)
        {
            // The others took it for dead, and it found that out.
            await cluster.Silos[0].StartAgainAsync();
        }

        await PassAsync(4);
    });

    [Fact]
    public Task SilosThatJoinAndLeaveInGoodOrder() => UnderLoadAsync(async cluster =>
    {
        await PassAsync(4);
        var third = await cluster.AddSiloAsync();
        await PassAsync(5);
        Assert.Equal(0, await cluster.Silos[0].StopAsync());
        await PassAsync(5);
        await cluster.Silos[0].StartAgainAsync();
        Assert.Equal(0, await third.StopAsync());
        await PassAsync(4);
    });

    private static async Task UnderLoadAsync(Func<RealCluster, Task> faults)
    {
        await using var cluster = await RealCluster.StartAsync(silos: 2);
        using var load = new Load(cluster, Callers);
        using var stop = new CancellationTokenSource();
        var running = load.RunAsync(stop.Token);
        await faults(cluster);
        await stop.CancelAsync();
        await running;
        await Promises.CheckAsync(cluster, load.Accounts);
        TestContext.Current.TestOutputHelper?.WriteLine($"{load.Accounts.Count} flows.");
    }

    /// <summary>The processes run on the machine's clock.</summary>
    private static Task PassAsync(int seconds) => Task.Delay(TimeSpan.FromSeconds(seconds));
}
