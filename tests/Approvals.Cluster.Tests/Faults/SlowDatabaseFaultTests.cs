namespace Approvals.Cluster.Tests.Faults;

/// <summary>A database that is slow, and out of reach now and then.</summary>
public sealed class SlowDatabaseFaultTests : FaultTest
{
    [Fact]
    public Task DatabaseSlow_AndItsConnectionsDropped() => UnderLoadAsync(new ClusterSetup { HasLink = true }, async cluster =>
    {
        for (var drop = 0; drop < 6; drop++)
        {
            await Course.PassAsync(0.2, 2);
            if (Course.Draw(0, 1) == 0)
            {
                cluster.Link!.Break();
            }
            else
            {
                await cluster.Postgres.DropConnectionsAsync();
            }
        }

        cluster.Link!.Delay = TimeSpan.FromMilliseconds(Course.Draw(50, 300));
        await Course.PassAsync(4, 6);
        // So slow that no node can be certain of the time.
        cluster.Link.Delay = TimeSpan.FromMilliseconds(Course.Draw(2_100, 3_000));
        await Course.PassAsync(7, 9);
        cluster.Link.Delay = TimeSpan.Zero;
    });
}
