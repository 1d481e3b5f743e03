using System.Diagnostics;
using Approvals.Cluster.Tests.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Requests;
using Approvals.Grains;
using Approvals.Grains.Storage;

namespace Approvals.Cluster.Tests.Faults;

/// <summary>Silos and a gateway as operators start them, and a platform beside them.</summary>
public sealed class PlatformTests
{
    [Fact]
    public async Task ExamplePlatform_AsksWaitsAndClaimsByGrainCalls()
    {
        await using var cluster = await RealCluster.StartAsync(silos: 1);
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "Approvals.ExamplePlatform.dll"),
            cluster.Database, cluster.AgentKey.Reveal(), Demo.Tenant.Value, Demo.Agent.Value, "invoice-8841",
        ];
        using var platform = Process.Start(
            new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var first = await platform.StandardOutput.ReadLineAsync();
        var id = RequestId.Parse(first!.Split(' ')[0])!;
        Assert.Equal($"{id} Pending", first);

        var request = await cluster.Approvals.Requests.FindAsync(Demo.Tenant, id, default);
        foreach (var reviewer in new[] { Demo.Alice, Demo.Bob })
        {
            Assert.IsType<ReviewOutcome.Recorded>(await cluster.Approvals.Requests.ReviewAsync(
                Demo.Tenant, id, reviewer, Verdict.Approve.Says(request!.Action.Digest), default));
        }

        Assert.Equal($"{id} Approved", await platform.StandardOutput.ReadLineAsync());
        Assert.StartsWith("ey", await platform.StandardOutput.ReadLineAsync(), StringComparison.Ordinal);
        await platform.WaitForExitAsync();
        Assert.Equal(0, platform.ExitCode);
    }

    [Fact]
    public async Task NodeThatIsToStop_IsNotReadyAndStillServes()
    {
        await using var cluster = await RealCluster.StartAsync(silos: 1);
        using var load = new Load(cluster, callers: 1);

        var stopped = cluster.Gateway.StopAsync();
        await cluster.Gateway.UntilNotReadyAsync();

        await load.FlowAsync("while-it-drains", kind: 0).InTime();
        Assert.False(cluster.Gateway.HasExited);
        Assert.Equal(0, await stopped);
    }

    /// <summary>Nobody tells it: neither has the table a newer version, nor is there another silo.</summary>
    [Fact]
    public async Task SiloThatTheTableDoesNotHave_FindsThatOutAndEnds()
    {
        await using var cluster = await RealCluster.StartAsync(silos: 1);

        await Database.ExecuteAsync(cluster.Database, "DELETE FROM cluster_silos");

        await cluster.Silos[0].UntilExitedAsync();
    }

    [Fact]
    public async Task Lists_AreWrittenAnewFromTheRecords()
    {
        await using var cluster = await RealCluster.StartAsync(silos: 1);
        using var load = new Load(cluster, callers: 1);
        for (var flow = 0; flow < 6; flow++)
        {
            await load.FlowAsync($"flow {flow}", kind: 1 + (flow % 3));
        }

        var before = await ListAsync(cluster);
        await Database.ExecuteAsync(cluster.Database, "TRUNCATE requests, inbox, denials, agents, tenant_keys");
        Assert.Empty(await ListAsync(cluster));

        Assert.Empty(await ProjectionRebuild.RunAsync(
            new DatabaseOptions { ConnectionString = cluster.Database }, CancellationToken.None));

        Assert.Equal(6, before.Count);
        Assert.Equal(before, await ListAsync(cluster));
        Assert.Equal(
            await Database.ReadAsync<long>(cluster.Database, "SELECT count(*) FROM requests WHERE status = 'pending'"),
            await Database.ReadAsync<long>(cluster.Database, "SELECT sum(admitted)::bigint FROM agents"));
        // Its key opens the door again.
        await load.FlowAsync("after", kind: 0);
    }

    private static async Task<List<string>> ListAsync(RealCluster cluster) =>
        [.. (await cluster.Approvals.Requests.ListAsync(Demo.Tenant, Demo.Everything, default)).Items.Select(r => r.Id.Value)];
}
