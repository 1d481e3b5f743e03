using Approvals.Conformance.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Conformance;

/// <summary>Answered means durable: what was told is there after a restart and after a crash.</summary>
public abstract class DurabilityConformance(OpenEngine open) : ConformanceTest(open)
{
    [Fact]
    public async Task TheWholeFlow_IsThereAfterARestart()
    {
        var approved = await Engine.SubmitApprovedAsync("pay");
        var claimed = await Engine.ClaimAsync(approved);
        var reported = Assert.IsType<ReportOutcome.Recorded>(await Engine.ReportAsync(approved)).Request;

        await Engine.RestartAsync();

        Comparing.AssertSame(reported, await Engine.FindAsync(approved));
        Assert.Equal([Demo.Alice, Demo.Bob], reported.Reviews.Select(r => r.Reviewer));
        Assert.Equal(ExecutionState.Succeeded, reported.Execution);
        Assert.NotNull(claimed.Permit);
    }

    [Fact]
    public async Task EveryAnswer_SurvivesACrashRightAfterIt()
    {
        var submitted = await Engine.SubmitAsync(Demo.Payment("pay"));
        await AssertCrashKeepsAsync(submitted);
        await AssertCrashKeepsAsync(await Engine.ReviewedAsync(submitted, Demo.Alice));
        var approved = await Engine.ReviewedAsync(submitted, Demo.Bob);
        await AssertCrashKeepsAsync(approved);
        var granted = Assert.IsType<ClaimOutcome.Granted>((await Engine.ClaimAsync(approved)).Outcome);
        await AssertCrashKeepsAsync(granted.Request);
        var reported = Assert.IsType<ReportOutcome.Recorded>(await Engine.ReportAsync(approved));
        await AssertCrashKeepsAsync(reported.Request);
        var other = await Engine.SubmitAsync(Demo.Payment("other"));
        var cancelled = Assert.IsType<CancelOutcome.Recorded>(await Engine.CancelAsync(other));
        await AssertCrashKeepsAsync(cancelled.Request);
        await Engine.PutAsync(Demo.Person(Demo.Ada, Demo.Admin));
        var unknown = await Engine.SubmitUnknownAsync("unknown");
        var resolved = Assert.IsType<ResolveOutcome.Recorded>(await Engine.ResolveAsync(unknown, Commands.ResolutionBy(Demo.Ada)));
        await AssertCrashKeepsAsync(resolved.Request);
    }

    [Fact]
    public async Task WhatTimeDid_SurvivesACrashOnceItWasTold()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        await Engine.MovePastAsync(request.ExpiresAt);
        var expired = await Engine.FoundAsync(request);

        await AssertCrashKeepsAsync(expired);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SamePermit_IsGivenToTheSameOperationAfterwards(bool crash)
    {
        var approved = await Engine.SubmitApprovedAsync("pay");
        var first = await Engine.ClaimAsync(approved, "operation");

        await (crash ? Engine.CrashAsync() : Engine.RestartAsync());
        var again = await Engine.ClaimAsync(approved, "operation");
        var other = await Engine.ClaimAsync(approved, "another operation");

        Assert.IsType<ClaimOutcome.Granted>(again.Outcome);
        Assert.Equal(first.Permit, again.Permit);
        Assert.IsType<ClaimOutcome.AlreadyClaimed>(other.Outcome);
        Assert.Null(other.Permit);
    }

    [Fact]
    public async Task TenantsAndPolicies_AreThereAfterARestart()
    {
        Assert.IsType<TenantOutcome.Stored>(await Engine.ChangeAsync(Demo.Tenant, Demo.Key("k1")));
        await Engine.PublishAsync(Demo.Releases, Demo.ReleasesSource + "\n# the second version");

        await Engine.RestartAsync();

        var tenant = (await Engine.Tenants.FindByKeyAsync(new KeyId("k1"), default))?.Tenant;
        Assert.Equal(Demo.Tenant, tenant?.Id);
        Assert.Equal([Demo.Alice, Demo.Bob, Demo.Carol], tenant!.Reviewers.Select(r => r.Id));
        var policies = await Engine.Policies.FindAsync(Demo.Tenant, default);
        Assert.Equal(
            [(Demo.Payments, 1, Demo.PaymentsSource), (Demo.Releases, 2, Demo.ReleasesSource + "\n# the second version")],
            policies.Policies.Select(p => (p.Policy.Name, p.Version, p.Source)));
    }

    [Fact]
    public async Task PublicationsAndDirectoryChanges_SurviveACrashRightAfterThem()
    {
        var published = await Engine.PublishAsync(Demo.Releases, Demo.ReleasesSource + "\n# the second version");
        await Engine.PutAsync(Demo.Person(new ReviewerId("dave"), Demo.Owner));
        await Engine.CreateTenantAsync(Demo.OtherTenant);

        await Engine.CrashAsync();

        var policies = await Engine.Policies.FindAsync(Demo.Tenant, default);
        Assert.Equal(
            Assert.IsType<PublishOutcome.Published>(published).Policy.Pin,
            policies.Policies.Single(p => p.Policy.Name == Demo.Releases).Pin);
        Assert.NotNull((await Engine.FoundAsync(Demo.Tenant)).FindReviewer(new ReviewerId("dave")));
        Assert.NotNull((await Engine.FoundAsync(Demo.OtherTenant)).FindReviewer(Demo.Alice));
    }

    [Fact]
    public async Task SeveralCrashes_LoseNothing()
    {
        await Engine.StartAsync();
        var answered = new List<ApprovalRequest>();
        for (var life = 0; life < 4; life++)
        {
            answered.AddRange(await Engine.AtOnceAsync(8, i => Engine.SubmitAsync(Demo.Payment($"life {life}, {i}"))));
            answered[^1] = await Engine.ReviewedAsync(answered[^1], Demo.Alice, Verdict.Deny);
            await Engine.CrashAsync();
            await Engine.StartAsync();
        }

        foreach (var request in answered)
        {
            Comparing.AssertSame(request, await Engine.FindAsync(request));
        }
    }

    private async Task AssertCrashKeepsAsync(ApprovalRequest answered)
    {
        await Engine.CrashAsync();
        Comparing.AssertSame(answered, await Engine.FindAsync(answered));
    }
}
