using Approvals.Core.Identifiers;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;
using Approvals.Embedded.Tests.Fixture;

namespace Approvals.Embedded.Tests;

public sealed class DirectoryTests
{
    private static readonly TrustedIssuer Issuer = new(Demo.Issuer, "approvals");

    [Fact]
    public async Task CommandThatIsRefused_FailsAlone()
    {
        await using var engine = await TestEngine.NewAsync();
        Task<TenantOutcome> contradiction;
        Task<ApprovalRequest> before, after;
        await using (await engine.HoldWriterAsync())
        {
            before = engine.SubmitAsync(Demo.Payment("before"));
            contradiction = ChangeAsync(engine, Demo.Tenant, Impersonating(Demo.Alice));
            after = engine.SubmitAsync(Demo.Payment("after"));
        }

        var refused = Assert.IsType<TenantOutcome.Contradiction>(await contradiction);
        Assert.Contains("Two persons would be alice", refused.Reason, StringComparison.Ordinal);
        Comparing.AssertSame(await before, await engine.FindAsync(await before));
        Comparing.AssertSame(await after, await engine.FindAsync(await after));
        Assert.Null((await FindAsync(engine, Demo.Tenant)).FindReviewer(new ReviewerId("mallory")));
    }

    [Fact]
    public async Task Changes_AreAllOrNothing()
    {
        await using var engine = await TestEngine.NewAsync();
        var before = await FindAsync(engine, Demo.Tenant);

        Assert.IsType<TenantOutcome.Contradiction>(await ChangeAsync(engine, Demo.Tenant, Demo.Key("k1"), Impersonating(Demo.Alice)));

        Assert.Same(before, await FindAsync(engine, Demo.Tenant));
        Assert.Null(await engine.Engine.Tenants.FindByKeyAsync(new KeyId("k1"), default));
    }

    [Fact]
    public async Task KeyOfAnotherTenant_IsRefused()
    {
        await using var engine = await TestEngine.NewAsync();
        await engine.CreateTenantAsync(Demo.OtherTenant);
        Assert.IsType<TenantOutcome.Stored>(await ChangeAsync(engine, Demo.Tenant, Demo.Key("k1")));

        Assert.IsType<TenantOutcome.Contradiction>(await ChangeAsync(engine, Demo.OtherTenant, Demo.Key("k1")));

        Assert.Equal(Demo.Tenant, (await engine.Engine.Tenants.FindByKeyAsync(new KeyId("k1"), default))?.Id);
        Assert.Empty((await FindAsync(engine, Demo.OtherTenant)).Keys);
    }

    [Fact]
    public async Task IssuerOfAnotherTenant_IsRefused()
    {
        await using var engine = await TestEngine.NewAsync();
        await engine.CreateTenantAsync(Demo.OtherTenant);
        Assert.IsType<TenantOutcome.Stored>(await ChangeAsync(engine, Demo.Tenant, new TenantChange.TrustIssuer(Issuer)));

        Assert.IsType<TenantOutcome.Contradiction>(await ChangeAsync(engine, Demo.OtherTenant, new TenantChange.TrustIssuer(Issuer)));

        Assert.Equal(Demo.Tenant, (await engine.Engine.Tenants.FindByIssuerAsync(Issuer, default))?.Id);
        Assert.Empty((await FindAsync(engine, Demo.OtherTenant)).Issuers);
    }

    [Fact]
    public async Task ConcurrentChanges_AreAllKept()
    {
        await using var engine = await TestEngine.NewAsync();
        Task<TenantOutcome>[] changes;
        await using (await engine.HoldWriterAsync())
        {
            changes = [.. Enumerable.Range(1, 20).Select(i => ChangeAsync(engine, Demo.Tenant, Demo.Key($"k{i}")))];
        }

        Assert.All(await Task.WhenAll(changes).InTime(), o => Assert.IsType<TenantOutcome.Stored>(o));
        Assert.Equal(20, (await FindAsync(engine, Demo.Tenant)).Keys.Length);
        await engine.ReopenAsync();
        Assert.Equal(20, (await FindAsync(engine, Demo.Tenant)).Keys.Length);
    }

    [Fact]
    public async Task ConcurrentCreationsOfOneTenant_CreateItOnce()
    {
        await using var engine = await TestEngine.NewAsync();
        Task<TenantOutcome>[] creations;
        await using (await engine.HoldWriterAsync())
        {
            creations = [.. Enumerable.Range(1, 8).Select(i =>
                engine.Engine.Tenants.CreateAsync(Demo.OtherTenant, [.. Demo.FirstEntries, Demo.Key($"k{i}")], default))];
        }

        var created = await Task.WhenAll(creations).InTime();

        Assert.Single(created, o => o is TenantOutcome.Stored);
        Assert.Equal(7, created.Count(o => o is TenantOutcome.Exists));
        Assert.Single((await FindAsync(engine, Demo.OtherTenant)).Keys);
    }

    [Fact]
    public async Task OneKeyForTwoTenantsAtOnce_GoesToOne()
    {
        await using var engine = await TestEngine.NewAsync();
        await engine.CreateTenantAsync(Demo.OtherTenant);
        Task<TenantOutcome> first, second;
        await using (await engine.HoldWriterAsync())
        {
            first = ChangeAsync(engine, Demo.Tenant, Demo.Key("k1"));
            second = ChangeAsync(engine, Demo.OtherTenant, Demo.Key("k1"));
        }

        Assert.IsType<TenantOutcome.Stored>(await first.InTime());
        Assert.IsType<TenantOutcome.Contradiction>(await second.InTime());
        Assert.Equal(Demo.Tenant, (await engine.Engine.Tenants.FindByKeyAsync(new KeyId("k1"), default))?.Id);
    }

    [Fact]
    public async Task UnknownTenant_IsNotChanged()
    {
        await using var engine = await TestEngine.NewAsync();

        Assert.IsType<TenantOutcome.NotFound>(await ChangeAsync(engine, Demo.OtherTenant, Demo.Key("k1")));
        Assert.IsType<TenantOutcome.Exists>(await engine.Engine.Tenants.CreateAsync(Demo.Tenant, [], default));
        Assert.Null(await engine.Engine.Tenants.FindByKeyAsync(new KeyId("k1"), default));
    }

    private static TenantChange Impersonating(ReviewerId person) => new TenantChange.PutReviewer(new Reviewer
    {
        Id = new ReviewerId("mallory"),
        Identities = [new Identity(Demo.Issuer, person.Value)],
    });

    private static Task<TenantOutcome> ChangeAsync(TestEngine engine, TenantId tenant, params TenantChange[] changes) =>
        engine.Engine.Tenants.ChangeAsync(tenant, changes, default).InTime();

    private static async Task<Tenant> FindAsync(TestEngine engine, TenantId id)
    {
        var tenant = await engine.Engine.Tenants.FindAsync(id, default);
        Assert.NotNull(tenant);
        return tenant;
    }
}
