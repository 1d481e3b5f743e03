using Approvals.Conformance.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Conformance;

/// <summary>Tenants and their directories: all or nothing, one after the other, and no credential in two tenants.</summary>
public abstract class DirectoryConformance(OpenEngine open) : ConformanceTest(open)
{
    private static readonly TrustedIssuer Issuer = new(Demo.Issuer, "approvals");

    [Fact]
    public async Task Changes_AreToldAndCounted()
    {
        var before = await Engine.FoundAsync(Demo.Tenant);

        var stored = Assert.IsType<TenantOutcome.Stored>(await Engine.ChangeAsync(
            Demo.Tenant, Demo.Key("k1"), Demo.Person(Demo.Bob, Demo.Owner), new TenantChange.TrustIssuer(Issuer))).Tenant;

        Assert.Equal(before.Version + 3, stored.Version);
        Assert.Equal([Demo.Owner], stored.FindReviewer(Demo.Bob)!.Roles);
        Assert.Equal(new KeyId("k1"), Assert.Single(stored.Keys).Id);
        Assert.Equal(stored.Version, (await Engine.FoundAsync(Demo.Tenant)).Version);
        Assert.Equal(Demo.Tenant, (await Engine.Tenants.FindByKeyAsync(new KeyId("k1"), default))?.Tenant.Id);
        Assert.Equal(Demo.Tenant, (await Engine.Tenants.FindByIssuerAsync(Issuer, default))?.Id);
    }

    [Fact]
    public async Task RevokedKey_StaysTheTenantsAndTellsWhenItWasRevoked()
    {
        await Engine.ChangeAsync(Demo.Tenant, Demo.Key("k1"));
        await Engine.AdvanceAsync(TimeSpan.FromMinutes(1));

        await Engine.ChangeAsync(Demo.Tenant, new TenantChange.RevokeKey(new KeyId("k1")));

        var owner = await Engine.Tenants.FindByKeyAsync(new KeyId("k1"), default);
        Assert.Equal(Engine.Now, owner!.Key.RevokedAt);
        Assert.Equal(owner.Key, Assert.Single(owner.Tenant.Keys));
    }

    [Fact]
    public async Task ManyWhoAskAtOnce_SeeWhatWasAnsweredBeforeTheyAsked()
    {
        var answered = (await Engine.FoundAsync(Demo.Tenant)).Version;
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            do
            {
                var least = Volatile.Read(ref answered);
                Assert.InRange((await Engine.FoundAsync(Demo.Tenant)).Version, least, int.MaxValue);
            }
            while (!stop.IsCancellationRequested);
        })).ToArray();

        for (var key = 0; key < 60; key++)
        {
            var stored = Assert.IsType<TenantOutcome.Stored>(await Engine.ChangeAsync(Demo.Tenant, Demo.Key($"k{key}")));
            Volatile.Write(ref answered, stored.Tenant.Version);
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers).InTime();
    }

    [Fact]
    public async Task CommandThatIsRefused_FailsAlone()
    {
        var outcomes = await Engine.AtOnceAsync<object>(3, async i => i == 1
            ? await Engine.ChangeAsync(Demo.Tenant, Impersonating(Demo.Alice))
            : await Engine.SubmitAsync(Demo.Payment($"pay {i}")));

        var refused = Assert.IsType<TenantOutcome.Contradiction>(outcomes[1]);
        Assert.Contains("Two persons would be alice", refused.Reason, StringComparison.Ordinal);
        Assert.All(
            await Task.WhenAll(outcomes.OfType<ApprovalRequest>().Select(Engine.FindAsync)),
            found => Comparing.AssertSame(outcomes.OfType<ApprovalRequest>().Single(r => r.Id == found?.Id), found));
        Assert.Null((await Engine.FoundAsync(Demo.Tenant)).FindReviewer(new ReviewerId("mallory")));
    }

    [Fact]
    public async Task Changes_AreAllOrNothing()
    {
        var before = await Engine.FoundAsync(Demo.Tenant);

        Assert.IsType<TenantOutcome.Contradiction>(await Engine.ChangeAsync(Demo.Tenant, Demo.Key("k1"), Impersonating(Demo.Alice)));

        Assert.Equal(before.Version, (await Engine.FoundAsync(Demo.Tenant)).Version);
        Assert.Null(await Engine.Tenants.FindByKeyAsync(new KeyId("k1"), default));
    }

    [Fact]
    public async Task KeyOfAnotherTenant_IsRefused()
    {
        await Engine.CreateTenantAsync(Demo.OtherTenant);
        Assert.IsType<TenantOutcome.Stored>(await Engine.ChangeAsync(Demo.Tenant, Demo.Key("k1")));

        Assert.IsType<TenantOutcome.Contradiction>(await Engine.ChangeAsync(Demo.OtherTenant, Demo.Key("k1")));

        Assert.Equal(Demo.Tenant, (await Engine.Tenants.FindByKeyAsync(new KeyId("k1"), default))?.Tenant.Id);
        Assert.Empty((await Engine.FoundAsync(Demo.OtherTenant)).Keys);
    }

    [Fact]
    public async Task IssuerOfAnotherTenant_IsRefused()
    {
        await Engine.CreateTenantAsync(Demo.OtherTenant);
        Assert.IsType<TenantOutcome.Stored>(await Engine.ChangeAsync(Demo.Tenant, new TenantChange.TrustIssuer(Issuer)));

        Assert.IsType<TenantOutcome.Contradiction>(await Engine.ChangeAsync(Demo.OtherTenant, new TenantChange.TrustIssuer(Issuer)));

        Assert.Equal(Demo.Tenant, (await Engine.Tenants.FindByIssuerAsync(Issuer, default))?.Id);
        Assert.Empty((await Engine.FoundAsync(Demo.OtherTenant)).Issuers);
    }

    [Fact]
    public async Task ChangesAtOnce_AreAllKept()
    {
        var changes = await Engine.AtOnceAsync(20, i => Engine.ChangeAsync(Demo.Tenant, Demo.Key($"k{i}")));

        Assert.All(changes, o => Assert.IsType<TenantOutcome.Stored>(o));
        Assert.Equal(20, changes.OfType<TenantOutcome.Stored>().Select(s => s.Tenant.Version).Distinct().Count());
        Assert.Equal(20, (await Engine.FoundAsync(Demo.Tenant)).Keys.Length);
        await Engine.CrashAsync();
        Assert.Equal(20, (await Engine.FoundAsync(Demo.Tenant)).Keys.Length);
    }

    [Fact]
    public async Task CreationsOfOneTenantAtOnce_CreateItOnce()
    {
        var creations = await Engine.AtOnceAsync(8, i =>
            Engine.Tenants.CreateAsync(Demo.OtherTenant, [.. Demo.FirstEntries, Demo.Key($"k{i}")], default));

        Assert.Single(creations, o => o is TenantOutcome.Stored);
        Assert.Equal(7, creations.Count(o => o is TenantOutcome.Exists));
        Assert.Single((await Engine.FoundAsync(Demo.OtherTenant)).Keys);
    }

    [Fact]
    public async Task OneKeyForTwoTenantsAtOnce_GoesToOne()
    {
        await Engine.CreateTenantAsync(Demo.OtherTenant);
        TenantId[] tenants = [Demo.Tenant, Demo.OtherTenant];

        var changes = await Engine.AtOnceAsync(2, i => Engine.ChangeAsync(tenants[i], Demo.Key("k1")));

        var winner = Assert.Single(changes.OfType<TenantOutcome.Stored>()).Tenant.Id;
        Assert.Single(changes, o => o is TenantOutcome.Contradiction);
        Assert.Equal(winner, (await Engine.Tenants.FindByKeyAsync(new KeyId("k1"), default))?.Tenant.Id);
        Assert.Empty((await Engine.FoundAsync(tenants.Single(t => t != winner))).Keys);
    }

    [Fact]
    public async Task ChangeDecidedOnAnotherVersion_IsRefusedAndChangesNothing()
    {
        var seen = await Engine.FoundAsync(Demo.Tenant);
        await Engine.ChangeAsync(Demo.Tenant, Demo.Key("k1"));

        var outcome = await Engine.Tenants.ChangeAsync(Demo.Tenant, seen.Version, [Demo.Key("k2")], default);

        var inForce = Assert.IsType<TenantOutcome.VersionMismatch>(outcome).InForce;
        Assert.Null(await Engine.Tenants.FindByKeyAsync(new KeyId("k2"), default));
        Assert.IsType<TenantOutcome.Stored>(await Engine.Tenants.ChangeAsync(Demo.Tenant, inForce, [Demo.Key("k2")], default));
        Assert.IsType<TenantOutcome.NotFound>(await Engine.Tenants.ChangeAsync(Demo.OtherTenant, 1, [Demo.Key("k3")], default));
    }

    [Fact]
    public async Task ChangesDecidedOnOneVersionAtOnce_AreMadeOnce()
    {
        var seen = await Engine.FoundAsync(Demo.Tenant);

        var changes = await Engine.AtOnceAsync(8, i => Engine.Tenants.ChangeAsync(Demo.Tenant, seen.Version, [Demo.Key($"k{i}")], default));

        Assert.Single(changes.OfType<TenantOutcome.Stored>());
        Assert.Equal(7, changes.OfType<TenantOutcome.VersionMismatch>().Count());
    }

    [Fact]
    public async Task IssuerThatIsDistrusted_IsFoundNoMore_AndAnotherTenantMayTrustIt()
    {
        await Engine.CreateTenantAsync(Demo.OtherTenant);
        await Engine.ChangeAsync(Demo.Tenant, new TenantChange.TrustIssuer(Issuer with { Roles = new RoleClaim("groups", []) }));
        Assert.Equal(Demo.Tenant, (await Engine.Tenants.FindByIssuerAsync(Issuer, default))?.Id);

        await Engine.ChangeAsync(Demo.Tenant, new TenantChange.DistrustIssuer(Issuer));

        Assert.Null(await Engine.Tenants.FindByIssuerAsync(Issuer, default));
        Assert.IsType<TenantOutcome.Stored>(await Engine.ChangeAsync(Demo.OtherTenant, new TenantChange.TrustIssuer(Issuer)));
        await Engine.CrashAsync();
        Assert.Equal(Demo.OtherTenant, (await Engine.Tenants.FindByIssuerAsync(Issuer, default))?.Id);
    }

    [Fact]
    public async Task RolesThatASignInTakes_CountAtTheNextReview()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        await Engine.AdvanceAsync(TimeSpan.FromMinutes(1));

        await Engine.ChangeAsync(Demo.Tenant, new TenantChange.AssignRoles(Demo.Alice, [], Engine.Now));

        Assert.IsType<ReviewOutcome.NotAReviewer>(await Engine.ReviewAsync(request, Demo.Alice));
    }

    [Fact]
    public async Task ReviewAfterTheAnswerToAChange_IsByThePersonAsChanged()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        await Engine.PutAsync(Demo.Person(Demo.Alice));

        Assert.IsType<ReviewOutcome.NotAReviewer>(await Engine.ReviewAsync(request, Demo.Alice));
    }

    [Fact]
    public async Task UnknownTenant_IsNotChanged()
    {
        Assert.IsType<TenantOutcome.NotFound>(await Engine.ChangeAsync(Demo.OtherTenant, Demo.Key("k1")));
        Assert.IsType<TenantOutcome.Exists>(await Engine.Tenants.CreateAsync(Demo.Tenant, [], default));
        Assert.Null(await Engine.Tenants.FindByKeyAsync(new KeyId("k1"), default));
    }

    private static TenantChange Impersonating(ReviewerId person) => new TenantChange.PutReviewer(new Reviewer
    {
        Id = new ReviewerId("mallory"),
        Identities = [new Identity(Demo.Issuer, person.Value)],
    });
}
