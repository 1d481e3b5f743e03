namespace Approvals.Cluster.Tests.Faults;

/// <summary>Silos that join and leave.</summary>
public sealed class ComingAndGoingSilosFaultTests : FaultTest
{
    [Fact]
    public Task SilosThatJoinAndLeaveInGoodOrder() => UnderLoadAsync(new ClusterSetup(), async cluster =>
    {
        await Course.PassAsync(2, 5);
        var third = await cluster.AddSiloAsync();
        foreach (var silo in Course.Shuffle(cluster.Silos.Take(2)))
        {
            await Course.PassAsync(2, 5);
            Assert.Equal(0, await silo.StopAsync());
            await Course.PassAsync(2, 5);
            await silo.StartAgainAsync();
        }

        Assert.Equal(0, await third.StopAsync());
    });
}
