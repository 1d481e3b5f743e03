using System.Globalization;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Cluster.Tests.Faults;

/// <summary>
/// What kills real clusters, while whole flows run: nothing acknowledged is lost, no request has two decisions, no
/// permit is given twice, deadlines fire, and the service answers again by itself.
/// </summary>
[Collection(nameof(Alone))]
public sealed class FaultTests
{
    private const int Callers = 8;

    /// <summary>Room for PostgreSQL's log, of which it keeps no more than a third.</summary>
    private const int MegabytesOfLog = 48;

    /// <summary>Longer than the others need to take it for dead; <c>APPROVALS_STOPPED_SECONDS</c> has it longer yet.</summary>
    private static readonly int StoppedSeconds = int.TryParse(
        Environment.GetEnvironmentVariable("APPROVALS_STOPPED_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : 25;

    private readonly Course _course = new();

    [Fact]
    public async Task SilosKilledInTurn_OneOfThemWithItsClockOff()
    {
        if (!FakeClock.IsPossible)
        {
            SkipUnlessInCi("the package faketime is not there");
        }

        // Each has all requests to itself for a while.
        await UnderLoadAsync(new ClusterSetup { ClockOfTheFirst = _course.Draw(0, 1) == 0 ? "+30s" : "-30s" }, async cluster =>
        {
            foreach (var silo in _course.Shuffle(cluster.Silos))
            {
                await _course.PassAsync(2, 5);
                await silo.KillAsync();
                await _course.PassAsync(4, 8);
                await silo.StartAgainAsync();
            }
        });
    }

    [Fact]
    public Task AllSilosKilledAtOnce() => UnderLoadAsync(new ClusterSetup(), async cluster =>
    {
        await _course.PassAsync(3, 6);
        await Task.WhenAll(cluster.Silos.Select(s => s.KillAsync()));
        await _course.PassAsync(1, 4);
        await Task.WhenAll(cluster.Silos.Select(s => s.StartAgainAsync()));
    });

    [Fact]
    public Task DatabaseKilled() => UnderLoadAsync(new ClusterSetup(), async cluster =>
    {
        for (var crash = 0; crash < 3; crash++)
        {
            await _course.PassAsync(2, 5);
            await cluster.Postgres.CrashAsync();
        }
    });

    [Fact]
    public Task DatabaseSlow_AndItsConnectionsDropped() => UnderLoadAsync(new ClusterSetup { HasLink = true }, async cluster =>
    {
        for (var drop = 0; drop < 6; drop++)
        {
            await _course.PassAsync(0.2, 2);
            if (_course.Draw(0, 1) == 0)
            {
                cluster.Link!.Break();
            }
            else
            {
                await cluster.Postgres.DropConnectionsAsync();
            }
        }

        cluster.Link!.Delay = TimeSpan.FromMilliseconds(_course.Draw(50, 300));
        await _course.PassAsync(4, 6);
        // So slow that no node can be certain of the time.
        cluster.Link.Delay = TimeSpan.FromMilliseconds(_course.Draw(2_100, 3_000));
        await _course.PassAsync(7, 9);
        cluster.Link.Delay = TimeSpan.Zero;
    });

    [Fact]
    public async Task FullDiskForTheDatabasesLog()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            SkipUnlessInCi("mounting a small disk takes root");
        }

        await using var disk = await SmallDisk.MountAsync(MegabytesOfLog);
        await UnderLoadAsync(new ClusterSetup { LogDirectory = disk.Path }, async cluster =>
        {
            await _course.PassAsync(2, 5);
            disk.Fill(_course.Draw(0, 64 * 1024));
            await _course.PassAsync(6, 8);
            disk.Free();
            await cluster.Postgres.UntilUpAsync();
        });
    }

    [Fact]
    public Task SiloThatIsStoppedForAWhile() => UnderLoadAsync(new ClusterSetup(), async cluster =>
    {
        await _course.PassAsync(2, 5);
        var silo = _course.Shuffle(cluster.Silos)[0];
        await silo.SignalAsync("STOP");
        await _course.PassAsync(StoppedSeconds, StoppedSeconds + 2);
        await silo.SignalAsync("CONT");
        await _course.PassAsync(8, 10);
        if (silo.HasExited)
        {
            // The others took it for dead, and it found that out.
            await silo.StartAgainAsync();
        }
    });

    [Fact]
    public Task SilosThatJoinAndLeaveInGoodOrder() => UnderLoadAsync(new ClusterSetup(), async cluster =>
    {
        await _course.PassAsync(2, 5);
        var third = await cluster.AddSiloAsync();
        foreach (var silo in _course.Shuffle(cluster.Silos.Take(2)))
        {
            await _course.PassAsync(2, 5);
            Assert.Equal(0, await silo.StopAsync());
            await _course.PassAsync(2, 5);
            await silo.StartAgainAsync();
        }

        Assert.Equal(0, await third.StopAsync());
    });

    private static void SkipUnlessInCi(string why)
    {
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", why);
        Assert.Skip(why);
    }

    private async Task UnderLoadAsync(ClusterSetup setup, Func<RealCluster, Task> faults)
    {
        await using var cluster = await RealCluster.StartAsync(silos: 2, setup);
        using var load = new Load(cluster, Callers);
        using var stop = new CancellationTokenSource();
        var running = load.RunAsync(stop.Token);
        await faults(cluster);
        await _course.PassAsync(3, 5);
        await stop.CancelAsync();
        await running;
        await Promises.CheckAsync(cluster, load.Accounts);
        TestContext.Current.TestOutputHelper?.WriteLine($"{load.Accounts.Count} flows.");
    }
}
