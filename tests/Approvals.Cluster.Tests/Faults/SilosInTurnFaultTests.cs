namespace Approvals.Cluster.Tests.Faults;

/// <summary>Silos that are killed one after the other.</summary>
public sealed class SilosInTurnFaultTests : FaultTest
{
    [Fact]
    public async Task SilosKilledInTurn_OneOfThemWithItsClockOff()
    {
        if (!FakeClock.IsPossible)
        {
            SkipUnlessInCi("the package faketime is not there");
        }

        // Each has all requests to itself for a while.
        await UnderLoadAsync(new ClusterSetup { ClockOfTheFirst = Course.Draw(0, 1) == 0 ? "+30s" : "-30s" }, async cluster =>
        {
            foreach (var silo in Course.Shuffle(cluster.Silos))
            {
                await Course.PassAsync(2, 5);
                await silo.KillAsync();
                await Course.PassAsync(4, 8);
                await silo.StartAgainAsync();
            }
        });
    }
}
