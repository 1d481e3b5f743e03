namespace Approvals.Cluster.Tests.Faults;

/// <summary>A database that loses its power.</summary>
public sealed class KilledDatabaseFaultTests : FaultTest
{
    [Fact]
    public Task DatabaseKilled() => UnderLoadAsync(new ClusterSetup(), async cluster =>
    {
        for (var crash = 0; crash < 3; crash++)
        {
            await Course.PassAsync(2, 5);
            await cluster.Postgres.CrashAsync();
        }
    });
}
