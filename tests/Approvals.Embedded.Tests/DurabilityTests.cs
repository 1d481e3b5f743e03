using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;
using Approvals.Embedded.Tests.Fixture;

namespace Approvals.Embedded.Tests;

public sealed class DurabilityTests
{
    [Fact]
    public async Task TheWholeFlow_IsThereAfterReopening()
    {
        await using var engine = await TestEngine.NewAsync();
        var approved = await engine.SubmitApprovedAsync("pay");
        var claimed = await engine.ClaimAsync(approved);
        var reported = Assert.IsType<ReportOutcome.Recorded>(await engine.ReportAsync(approved)).Request;

        await engine.ReopenAsync();

        Comparing.AssertSame(reported, await engine.FindAsync(approved));
        Assert.Equal([Demo.Alice, Demo.Bob], reported.Reviews.Select(r => r.Reviewer));
        Assert.Equal(ExecutionState.Succeeded, reported.Execution);
        Assert.NotNull(claimed.Permit);
    }

    [Fact]
    public async Task TheSamePermit_IsGivenToTheSameOperationAfterReopening()
    {
        await using var engine = await TestEngine.NewAsync();
        var approved = await engine.SubmitApprovedAsync("pay");
        var first = await engine.ClaimAsync(approved, "operation");

        await engine.ReopenAsync();
        var again = await engine.ClaimAsync(approved, "operation");
        var other = await engine.ClaimAsync(approved, "another operation");

        Assert.IsType<ClaimOutcome.Granted>(again.Outcome);
        Assert.Equal(first.Permit, again.Permit);
        Assert.IsType<ClaimOutcome.AlreadyClaimed>(other.Outcome);
        Assert.Null(other.Permit);
        Assert.Single(engine.Signer.Signed, approved.Id);
    }

    [Fact]
    public async Task TenantsAndPolicies_AreThereAfterReopening()
    {
        await using var engine = await TestEngine.NewAsync();
        Assert.IsType<TenantOutcome.Stored>(await engine.Engine.Tenants.ChangeAsync(Demo.Tenant, [Demo.Key("k1")], default));
        await engine.PublishAsync(Demo.Releases, Demo.ReleasesSource + "\n# the second version");

        await engine.ReopenAsync();

        var tenant = await engine.Engine.Tenants.FindByKeyAsync(new KeyId("k1"), default);
        Assert.Equal(Demo.Tenant, tenant?.Id);
        Assert.Equal(2, tenant!.Version - Demo.FirstEntries.Count);
        Assert.Equal([Demo.Alice, Demo.Bob, Demo.Carol], tenant.Reviewers.Select(r => r.Id));
        var policies = await engine.Engine.Policies.FindAsync(Demo.Tenant, default);
        Assert.Equal(
            [(Demo.Payments, 1, Demo.PaymentsSource), (Demo.Releases, 2, Demo.ReleasesSource + "\n# the second version")],
            policies.Policies.Select(p => (p.Policy.Name, p.Version, p.Source)));
    }

    [Fact]
    public async Task EveryAnswer_SurvivesACrashRightAfterIt()
    {
        await using var engine = await TestEngine.NewAsync();

        var submitted = await engine.SubmitAsync(Demo.Payment("pay"));
        await AssertCrashKeepsAsync(engine, submitted);
        await AssertCrashKeepsAsync(engine, await engine.ReviewedAsync(submitted, Demo.Alice));
        var approved = await engine.ReviewedAsync(submitted, Demo.Bob);
        await AssertCrashKeepsAsync(engine, approved);
        var granted = Assert.IsType<ClaimOutcome.Granted>((await engine.ClaimAsync(approved)).Outcome);
        await AssertCrashKeepsAsync(engine, granted.Request);
        var reported = Assert.IsType<ReportOutcome.Recorded>(await engine.ReportAsync(approved));
        await AssertCrashKeepsAsync(engine, reported.Request);
    }

    [Fact]
    public async Task ThePermit_SurvivesACrashRightAfterTheClaim()
    {
        await using var engine = await TestEngine.NewAsync();
        var approved = await engine.SubmitApprovedAsync("pay");
        var claimed = await engine.ClaimAsync(approved);

        await using var copy = engine.OpenCopy();
        var again = await copy.ClaimAsync(approved);

        Assert.Equal(claimed.Permit, again.Permit);
        Assert.Empty(copy.Signer.Signed);
    }

    [Fact]
    public async Task PublicationsAndDirectoryChanges_SurviveACrashRightAfterThem()
    {
        await using var engine = await TestEngine.NewAsync();
        var published = await engine.PublishAsync(Demo.Releases, Demo.ReleasesSource + "\n# the second version");
        await engine.Engine.Tenants.ChangeAsync(Demo.Tenant, [Demo.Person(new ReviewerId("dave"), Demo.Owner)], default);

        await using var copy = engine.OpenCopy();

        var policies = await copy.Engine.Policies.FindAsync(Demo.Tenant, default);
        Assert.Equal(
            Assert.IsType<PublishOutcome.Published>(published).Policy.Pin,
            policies.Policies.Single(p => p.Policy.Name == Demo.Releases).Pin);
        var tenant = await copy.Engine.Tenants.FindAsync(Demo.Tenant, default);
        Assert.NotNull(tenant?.FindReviewer(new ReviewerId("dave")));
    }

    private static async Task AssertCrashKeepsAsync(TestEngine engine, ApprovalRequest answered)
    {
        await using var copy = engine.OpenCopy();
        Comparing.AssertSame(answered, await copy.FindAsync(answered));
    }
}
