using System.Globalization;

namespace Approvals.Cluster.Tests.Faults;

/// <summary>A silo that others take for dead, and that goes on.</summary>
public sealed class StoppedSiloFaultTests : FaultTest
{
    /// <summary>Longer than the others need to take it for dead; <c>APPROVALS_STOPPED_SECONDS</c> has it longer yet.</summary>
    private static readonly int StoppedSeconds = int.TryParse(
        Environment.GetEnvironmentVariable("APPROVALS_STOPPED_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var set) ? set : 25;

    [Fact]
    public Task SiloThatIsStoppedForAWhile() => UnderLoadAsync(new ClusterSetup(), async cluster =>
    {
        await Course.PassAsync(2, 5);
        var silo = Course.Shuffle(cluster.Silos)[0];
        await silo.SignalAsync("STOP");
        await Course.PassAsync(StoppedSeconds, StoppedSeconds + 2);
        await silo.SignalAsync("CONT");
        await Course.PassAsync(8, 10);
        if (silo.HasExited)
        {
            // The others took it for dead, and it found that out.
            await silo.StartAgainAsync();
        }
    });
}
