using Approvals.Cluster.Tests.Fixture;
using Approvals.GrainContracts;
using Approvals.GrainContracts.Credentials;

namespace Approvals.Cluster.Tests;

/// <summary>One call that waits ends by what it waits for, and not before.</summary>
public sealed class WaitingTests : IAsyncLifetime
{
    private TestCluster? _cluster;

    private TestCluster Engine => _cluster ?? throw new InvalidOperationException("The cluster is not open.");

    public async ValueTask InitializeAsync()
    {
        _cluster = await TestCluster.NewAsync();
        await Engine.CreateTenantAsync(Demo.Tenant);
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    [Fact]
    public async Task WaitForAChange_OfAnApprovedRequest_EndsByItsClaim()
    {
        var approved = await Engine.SubmitApprovedAsync("pay");
        RequestContext.Set(CallCredential.Header, Engine.Secret.Assert(approved.Tenant, TimeProvider.System.GetUtcNow()));
        var grain = Engine.Cluster.Client.GetGrain<IRequestGrain>(GrainKeys.Of(approved.Tenant, approved.Id));

        var wait = grain.WaitForChangeAsync(approved.Version, Waiting.Longest);
        for (var call = 0; call < 10; call++)
        {
            Assert.Equal(approved.Version, (await Engine.FoundAsync(approved)).Version);
        }

        Assert.False(wait.IsCompleted);
        await Engine.ClaimAsync(approved);
        await wait.InTime();
    }
}
