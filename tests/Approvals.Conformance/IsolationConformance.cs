using Approvals.Conformance.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.Core.Tenants;

namespace Approvals.Conformance;

/// <summary>Two tenants with the same names in them: neither sees or changes anything of the other, in any call.</summary>
public abstract class IsolationConformance(OpenEngine open) : ConformanceTest(open)
{
    private static readonly Submission Theirs = Demo.Payment("pay", tenant: Demo.OtherTenant);

    [Fact]
    public async Task RequestOfAnotherTenant_IsNotFoundByAnyCommand()
    {
        await Engine.CreateTenantAsync(Demo.OtherTenant);
        await Engine.ChangeAsync(Demo.OtherTenant, Demo.Person(Demo.Ada, Demo.Admin));
        var pending = await Engine.SubmitAsync(Demo.Payment("pending"));
        var approved = await Engine.SubmitApprovedAsync("approved");
        var claimed = await Engine.SubmitClaimedAsync("claimed");
        var executor = Commands.ClaimOf(approved) with { Claimant = new Claimant.Executor(new ExecutorId("payments")) };

        Assert.Null(await Engine.FindAsync(Foreign(pending)));
        Assert.Null(await Engine.WaitAsync(Foreign(pending), TimeSpan.FromHours(1)));
        Assert.IsType<ReviewOutcome.NotFound>(await Engine.ReviewAsync(Foreign(pending), Demo.Alice));
        Assert.IsType<CancelOutcome.NotFound>(await Engine.CancelAsync(Foreign(pending)));
        Assert.IsType<ClaimOutcome.NotFound>((await Engine.ClaimAsync(Foreign(approved))).Outcome);
        Assert.IsType<ClaimOutcome.NotFound>((await Engine.ClaimAsync(Foreign(approved), executor)).Outcome);
        Assert.IsType<ReportOutcome.NotFound>(await Engine.ReportAsync(Foreign(claimed)));
        Assert.IsType<ResolveOutcome.NotFound>(await Engine.ResolveAsync(Foreign(claimed), Commands.ResolutionBy(Demo.Ada)));
        Assert.Empty((await Engine.ListAsync(Demo.Everything, Demo.OtherTenant)).Items);
        Comparing.AssertSame(pending, await Engine.FindAsync(pending));
        Comparing.AssertSame(approved, await Engine.FindAsync(approved));
        Comparing.AssertSame(claimed, await Engine.FindAsync(claimed));
    }

    [Fact]
    public async Task PermitOfAnotherTenant_IsNotHandedOutToTheSameOperation()
    {
        await Engine.CreateTenantAsync(Demo.OtherTenant);
        var claimed = await Engine.SubmitClaimedAsync("pay");

        var answer = await Engine.ClaimAsync(Foreign(claimed));

        Assert.IsType<ClaimOutcome.NotFound>(answer.Outcome);
        Assert.Null(answer.Permit);
    }

    [Fact]
    public async Task SameKey_IsAnotherRequestInEachTenant()
    {
        await Engine.CreateTenantAsync(Demo.OtherTenant);
        var mine = await Engine.SubmitAsync(Demo.Payment("pay"));
        var theirs = await Engine.SubmitAsync(Theirs);

        Assert.NotEqual(mine.Id, theirs.Id);
        await Engine.ReviewedAsync(theirs, Demo.Alice, Verdict.Deny);
        Comparing.AssertSame(mine, await Engine.FindAsync(mine));
    }

    [Fact]
    public async Task SameIdInTwoTenants_IsTwoRequests()
    {
        await Engine.CreateTenantAsync(Demo.OtherTenant);
        var mine = await Engine.SubmitAsync(Demo.Payment("pay"));
        var theirs = await Engine.SubmitAsync(Theirs with { Id = mine.Id });

        var denied = await Engine.ReviewedAsync(theirs, Demo.Alice, Verdict.Deny);

        Comparing.AssertSame(mine, await Engine.FindAsync(mine));
        Comparing.AssertSame(denied, await Engine.FindAsync(theirs));
        await Engine.CrashAsync();
        Comparing.AssertSame(mine, await Engine.FindAsync(mine));
        Comparing.AssertSame(denied, await Engine.FindAsync(theirs));
    }

    [Fact]
    public async Task DecisionOfAnotherTenantsRequest_WakesNobody()
    {
        await Engine.CreateTenantAsync(Demo.OtherTenant);
        var mine = await Engine.SubmitPatientAsync("sign");
        var theirs = await Engine.SubmitAsync(Theirs with { Id = mine.Id });
        var begin = Engine.Now;
        var waiting = Engine.WaitAsync(mine, TimeSpan.FromSeconds(10));
        await Engine.ReviewedAsync(theirs, Demo.Alice, Verdict.Deny);

        Comparing.AssertSame(mine, await Engine.PassUntilAsync(waiting));
        Assert.True(Engine.Now >= begin + TimeSpan.FromSeconds(10), "Somebody else's decision ended the wait.");
    }

    [Fact]
    public async Task Lists_HoldTheTenantsOwnRequestsOnly()
    {
        await Engine.CreateTenantAsync(Demo.OtherTenant);
        var mine = await Engine.SubmitAsync(Demo.Payment("pay"));
        var theirs = await Engine.SubmitAsync(Theirs);
        var alice = Demo.Viewer(Demo.Alice, Demo.Finance);

        foreach (var filter in new[]
        {
            Demo.Everything,
            Demo.Everything with { Status = RequestStatus.Pending, Role = Demo.Finance },
            new RequestFilter { Viewer = alice, ReviewableBy = alice, Status = RequestStatus.Pending },
            new RequestFilter { Viewer = new Viewer.Agent(Demo.Agent) },
        })
        {
            Assert.Equal(mine.Id, Assert.Single((await Engine.ListAsync(filter)).Items).Id);
            Assert.Equal(theirs.Id, Assert.Single((await Engine.ListAsync(filter, Demo.OtherTenant)).Items).Id);
        }
    }

    [Fact]
    public async Task PlaceInAnotherTenantsList_ShowsNothingOfIt()
    {
        await Engine.CreateTenantAsync(Demo.OtherTenant);
        var theirs = await Engine.SubmitAsync(Theirs);
        for (var i = 0; i < 3; i++)
        {
            await Engine.SubmitAsync(Demo.Payment($"mine {i}"));
        }

        var place = (await Engine.ListAsync(Demo.Everything with { Limit = 1 })).Next;

        IReadOnlyList<ApprovalRequest> items;
        try
        {
            items = (await Engine.ListAsync(Demo.Everything with { After = place }, Demo.OtherTenant)).Items;
        }
        catch (ArgumentException)
        {
            items = [];
        }

        Assert.All(items, item => Assert.Equal(theirs.Id, item.Id));
    }

    [Fact]
    public async Task PolicyOfAnotherTenant_DecidesNothing()
    {
        await Engine.CreateTenantAsync(Demo.OtherTenant);
        await Engine.PublishAsync(Demo.Payments, Demo.PaymentsSource.Replace("gt: 100", "gt: 1000", StringComparison.Ordinal));

        var mine = await Engine.SubmitAsync(Demo.Payment("pay", amount: 500));
        var theirs = await Engine.SubmitAsync(Theirs);

        Assert.Equal((RequestStatus.Approved, RequestStatus.Pending), (mine.Status, theirs.Status));
        Assert.Equal([1, 1], (await Engine.Policies.FindAsync(Demo.OtherTenant, default)).Policies.Select(p => p.Version));
    }

    [Fact]
    public async Task TenantWithoutPolicies_HasNone()
    {
        await Engine.Tenants.CreateAsync(Demo.OtherTenant, Demo.FirstEntries, default);

        Assert.Empty((await Engine.Policies.FindAsync(Demo.OtherTenant, default)).Policies);
        Assert.Equal(RequestStatus.Denied, (await Engine.SubmitAsync(Theirs)).Status);
        var published = await Engine.Policies.PublishAsync(
            Demo.OtherTenant, Demo.Publish(Demo.Payments, Demo.PaymentsSource, ifVersion: 0), default);
        Assert.Equal(1, Assert.IsType<PublishOutcome.Published>(published).Policy.Version);
    }

    [Fact]
    public async Task ReviewerOfAnotherTenant_IsNone()
    {
        Assert.IsType<TenantOutcome.Stored>(await Engine.Tenants.CreateAsync(
            Demo.OtherTenant, [Demo.Person(new ReviewerId("olga"), Demo.Finance), Demo.Person(new ReviewerId("otto"), Demo.Finance)], default));
        await Engine.Policies.PublishAsync(Demo.OtherTenant, Demo.Publish(Demo.Payments, Demo.PaymentsSource), default);
        var theirs = await Engine.SubmitAsync(Theirs);

        Assert.IsType<ReviewOutcome.NotAReviewer>(await Engine.ReviewAsync(theirs, Demo.Alice));
        Comparing.AssertSame(theirs, await Engine.FindAsync(theirs));
    }

    [Fact]
    public async Task DirectoryOfAnotherTenant_IsNotChanged()
    {
        await Engine.CreateTenantAsync(Demo.OtherTenant);
        var theirs = await Engine.FoundAsync(Demo.OtherTenant);

        await Engine.PutAsync(Demo.Person(Demo.Alice), Demo.Key("k1"));
        await Engine.ChangeAsync(Demo.Tenant, new TenantChange.RevokeKey(new KeyId("theirs")));

        var found = await Engine.FoundAsync(Demo.OtherTenant);
        Assert.Equal(theirs.Version, found.Version);
        Assert.Equal([Demo.Finance], found.FindReviewer(Demo.Alice)!.Roles);
        Assert.Empty(found.Keys);
    }

    [Fact]
    public async Task RefusalOfWhatBelongsToAnotherTenant_DoesNotNameIt()
    {
        await Engine.CreateTenantAsync(Demo.OtherTenant);
        var issuer = new TrustedIssuer(Demo.Issuer, "approvals");
        await Engine.ChangeAsync(Demo.OtherTenant, Demo.Key("k1"), new TenantChange.TrustIssuer(issuer));

        foreach (var change in new[] { Demo.Key("k1"), new TenantChange.TrustIssuer(issuer) })
        {
            var refused = Assert.IsType<TenantOutcome.Contradiction>(await Engine.ChangeAsync(Demo.Tenant, change));
            Assert.DoesNotContain($"tenant {Demo.OtherTenant}", refused.Reason, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task PendingRequestsAndDenialsOfAnotherTenant_CountForNothing()
    {
        await Engine.CreateTenantAsync(Demo.OtherTenant);
        await Engine.PutAsync(new TenantChange.LimitPending(1));
        await Engine.ChangeAsync(Demo.OtherTenant, new TenantChange.LimitPending(1));
        var mine = await Engine.SubmitAsync(Demo.Payment("pay"));
        await Engine.ReviewedAsync(mine, Demo.Alice, Verdict.Deny);
        await Engine.SubmitAsync(Demo.Payment("waits"));

        var theirs = await Engine.SubmitAsync(Theirs);

        Assert.Null(theirs.EarlierDenial);
    }

    [Fact]
    public async Task ParkedEffectOfAnotherTenant_IsNeitherListedNorReplayed()
    {
        await Engine.CreateTenantAsync(Demo.OtherTenant);
        Engine.Channel.Behaviour = d => d.Effect is Effect.AskReviewers ? throw new UndeliverableException("Nobody is there.") : Task.CompletedTask;
        await Engine.StartAsync();
        var mine = await Engine.SubmitAsync(Demo.Payment("pay"));
        var parked = Assert.Single((await Engine.UntilParkedAsync(1)).Items);
        Assert.Equal(EffectId.Of(mine.Id, 1, 0), parked.Id);

        Assert.Empty((await Engine.Outbox.ListParkedAsync(Demo.OtherTenant, null, ParkedPage.MaxLimit, default)).Items);
        Assert.False(await Engine.Outbox.ReplayAsync(Demo.OtherTenant, parked.Id, default));
        Assert.Single((await Engine.UntilParkedAsync(1)).Items);
    }

    [Fact]
    public async Task Effects_CarryTheirOwnTenantsRequest()
    {
        await Engine.CreateTenantAsync(Demo.OtherTenant);
        await Engine.StartAsync();
        var mine = await Engine.SubmitAsync(Demo.Payment("pay"));
        var theirs = await Engine.SubmitAsync(Theirs);

        var attempts = new[] { await Engine.Channel.NextAsync(), await Engine.Channel.NextAsync() };

        Assert.Equal(
            new[] { (Demo.Tenant, mine.Id), (Demo.OtherTenant, theirs.Id) }.ToHashSet(),
            attempts.Select(a => (a.Delivery.Request.Tenant, a.Request)).ToHashSet());
    }

    private static ApprovalRequest Foreign(ApprovalRequest request) => request with { Tenant = Demo.OtherTenant };
}
