using Approvals.Core.Requests;

namespace Approvals.Cluster.Tests.Faults;

/// <summary>Orleans' ports with TLS: nodes and clients show certificates of one authority, and nobody else gets in.</summary>
public sealed class MutualTlsTests
{
    [Fact]
    public async Task NodesAndClients_KnowEachOtherByTheirCertificates()
    {
        using var authority = new TestAuthority();
        using var stranger = new TestAuthority();
        await using var cluster = await RealCluster.StartAsync(silos: 2, authority);

        for (var i = 0; i < 8; i++)
        {
            Assert.IsType<SubmitOutcome.Created>(await cluster.Approvals.Requests.SubmitAsync(Demo.Payment($"pay {i}"), default));
        }

        await Assert.ThrowsAnyAsync<Exception>(() => cluster.ConnectAsync(certificates: null));
        await Assert.ThrowsAnyAsync<Exception>(() => cluster.ConnectAsync(stranger.Load()));
    }
}
