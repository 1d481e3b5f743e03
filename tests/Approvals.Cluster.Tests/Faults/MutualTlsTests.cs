using Approvals.Core.Requests;
using Approvals.GrainContracts.Credentials;
using Microsoft.Extensions.Hosting;

namespace Approvals.Cluster.Tests.Faults;

/// <summary>Orleans' ports with TLS: nodes and clients show certificates of one authority, and nobody else gets in.</summary>
public sealed class MutualTlsTests
{
    [Fact]
    public async Task NodesAndClients_KnowEachOtherByTheirCertificates()
    {
        using var authority = new TestAuthority();
        using var stranger = new TestAuthority();
        await using var cluster = await RealCluster.StartAsync(silos: 2, new ClusterSetup { Authority = authority });

        for (var i = 0; i < 8; i++)
        {
            Assert.IsType<SubmitOutcome.Created>(await cluster.Approvals.Requests.SubmitAsync(Demo.Payment($"pay {i}"), default));
        }

        // Those of the cluster were in at once; others knock in vain.
        await Assert.ThrowsAnyAsync<Exception>(() => KnockAsync(cluster, certificates: null));
        await Assert.ThrowsAnyAsync<Exception>(() => KnockAsync(cluster, stranger.Load()));
        using var ours = await KnockAsync(cluster, authority.Load());
        await ours.StopAsync();
    }

    private static async Task<IHost> KnockAsync(RealCluster cluster, NodeCertificates? certificates)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        return await cluster.ConnectAsync(certificates, limit.Token);
    }
}
