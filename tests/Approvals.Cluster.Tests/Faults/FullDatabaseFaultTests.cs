using Approvals.Web.Tests.Hosting;

namespace Approvals.Cluster.Tests.Faults;

/// <summary>A database that is out of room.</summary>
public sealed class FullDatabaseFaultTests : FaultTest
{
    /// <summary>Room for PostgreSQL's log, of which it keeps no more than a third.</summary>
    private const int MegabytesOfLog = 48;

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
            await Course.PassAsync(2, 5);
            disk.Fill(Course.Draw(0, 64 * 1024));
            await Course.PassAsync(6, 8);
            disk.Free();
            await cluster.Postgres.UntilUpAsync();
        });
    }
}
