namespace Approvals.Cluster.Tests.Faults;

/// <summary>No silo is left.</summary>
public sealed class AllSilosFaultTests : FaultTest
{
    [Fact]
    public Task AllSilosKilledAtOnce() => UnderLoadAsync(new ClusterSetup(), async cluster =>
    {
        await Course.PassAsync(3, 6);
        await Task.WhenAll(cluster.Silos.Select(s => s.KillAsync()));
        await Course.PassAsync(1, 4);
        await Task.WhenAll(cluster.Silos.Select(s => s.StartAgainAsync()));
    });
}
