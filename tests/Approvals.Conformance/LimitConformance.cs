using Approvals.Conformance.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Conformance;

/// <summary>So many requests of one agent wait at once, and no more.</summary>
public abstract class LimitConformance(OpenEngine open) : ConformanceTest(open)
{
    private const int Limit = 3;

    [Fact]
    public async Task OneBeyondTheLimit_IsRefusedAndNotRecorded()
    {
        await FillAsync();
        var submission = Demo.Payment("one more");

        var refused = await Engine.Requests.SubmitAsync(submission, default);

        Assert.Equal(Limit, Assert.IsType<SubmitOutcome.TooManyPending>(refused).Limit);
        Assert.Null(await Engine.Requests.FindAsync(submission.Tenant, submission.Id, default));
        Assert.Equal(Limit, (await Engine.ListAsync(Demo.Everything)).Items.Count);
    }

    [Fact]
    public async Task SubmissionsAtOnce_FillTheLimitAndNoMore()
    {
        await Engine.PutAsync(new TenantChange.LimitPending(Limit));

        var outcomes = await Engine.AtOnceAsync(32, i => Engine.Requests.SubmitAsync(Demo.Payment($"pay {i}"), default));

        Assert.Equal(Limit, outcomes.OfType<SubmitOutcome.Created>().Count());
        Assert.Equal(32 - Limit, outcomes.OfType<SubmitOutcome.TooManyPending>().Count());
        Assert.Equal(Limit, (await Engine.ListAsync(Demo.Everything)).Items.Count);
    }

    [Fact]
    public async Task WhatIsDecidedOrCancelled_MakesRoom()
    {
        var waiting = await FillAsync();

        await Engine.CancelAsync(waiting[0]);
        await Engine.SubmitAsync(Demo.Payment("after the cancellation"));
        await AssertFullAsync();
        await Engine.ReviewedAsync(waiting[1], Demo.Alice, Verdict.Deny);
        await Engine.SubmitAsync(Demo.Payment("after the decision"));
        await AssertFullAsync();
    }

    [Fact]
    public async Task WhatExpired_MakesRoom()
    {
        await Engine.StartAsync();
        var waiting = await FillAsync();
        await Engine.MovePastAsync(waiting[0].ExpiresAt);
        foreach (var request in waiting)
        {
            Assert.Equal(RequestStatus.Expired, (await Engine.FoundAsync(request)).Status);
        }

        await Engine.SubmitAsync(Demo.Payment("afterwards"));
    }

    [Fact]
    public async Task Repetition_IsAnsweredAtTheLimit()
    {
        var waiting = await FillAsync();

        var repeated = await Engine.Requests.SubmitAsync(Demo.Payment("pay 0"), default);

        Comparing.AssertSame(waiting[0], Assert.IsType<SubmitOutcome.Repeated>(repeated).Request);
    }

    [Fact]
    public async Task WhatThePolicyDecidesAndWhatOthersAsk_AreNotCounted()
    {
        await FillAsync();

        Assert.Equal(RequestStatus.Approved, (await Engine.SubmitAsync(Demo.Payment("small", amount: 1))).Status);
        Assert.Equal(RequestStatus.Denied, (await Engine.SubmitAsync(Demo.Ask("database.drop", "drop"))).Status);
        await Engine.SubmitAsync(Demo.Ask("release.publish", "other", agent: new AgentId("other-agent")));
    }

    [Fact]
    public async Task Limit_HoldsAfterACrash()
    {
        var waiting = await FillAsync();

        await Engine.CrashAsync();

        await AssertFullAsync();
        await Engine.CancelAsync(waiting[0]);
        await Engine.SubmitAsync(Demo.Payment("afterwards"));
        await AssertFullAsync();
    }

    private async Task<ApprovalRequest[]> FillAsync()
    {
        await Engine.PutAsync(new TenantChange.LimitPending(Limit));
        return await Engine.AtOnceAsync(Limit, i => Engine.SubmitAsync(Demo.Payment($"pay {i}")));
    }

    private async Task AssertFullAsync() => Assert.IsType<SubmitOutcome.TooManyPending>(
        await Engine.Requests.SubmitAsync(Demo.Payment("one too many"), default));
}
