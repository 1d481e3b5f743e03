using Approvals.Conformance.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Requests;

namespace Approvals.Conformance;

/// <summary>A denial is remembered for a day, for the same agent and the same action.</summary>
public abstract class EarlierDenialConformance(OpenEngine open) : ConformanceTest(open)
{
    [Fact]
    public async Task DenialByPeople_IsShownToWhoeverAsksTheSameAgain()
    {
        var denied = await DenyAsync("first");

        var again = await Engine.SubmitAsync(Demo.Payment("again"));

        Assert.Equal(EarlierDenial.Of(denied), again.EarlierDenial);
        Comparing.AssertSame(again, await Engine.FindAsync(again));
    }

    [Fact]
    public async Task Denial_IsRememberedToTheTickOfADay()
    {
        var denied = await DenyAsync("first");
        await Engine.MoveToAsync(denied.Decision!.At + EarlierDenial.Remembered);
        var inTime = await Engine.SubmitAsync(Demo.Payment("in time"));

        await Engine.MovePastAsync(denied.Decision.At + EarlierDenial.Remembered);
        var late = await Engine.SubmitAsync(Demo.Payment("late"));

        Assert.Equal(denied.Id, inTime.EarlierDenial?.RequestId);
        Assert.Null(late.EarlierDenial);
    }

    [Fact]
    public async Task Expiry_IsADenial()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("first"));
        await Engine.MovePastAsync(request.ExpiresAt);
        await Engine.FoundAsync(request);

        var again = await Engine.SubmitAsync(Demo.Payment("again"));

        Assert.Equal((request.Id, RequestStatus.Expired), (again.EarlierDenial!.RequestId, again.EarlierDenial.Status));
    }

    [Fact]
    public async Task LastDenial_IsTheOneThatIsShown()
    {
        await DenyAsync("first");
        await Engine.AdvanceAsync(TimeSpan.FromMinutes(1));
        var second = await DenyAsync("second");

        Assert.Equal(second.Id, (await Engine.SubmitAsync(Demo.Payment("again"))).EarlierDenial?.RequestId);
    }

    [Fact]
    public async Task OtherActionsAgentsAndDecisions_AreNotRemembered()
    {
        await DenyAsync("denied");
        var cancelled = await Engine.SubmitAsync(Demo.Payment("cancelled", amount: 700));
        await Engine.CancelAsync(cancelled);

        var otherAction = await Engine.SubmitAsync(Demo.Payment("other action", amount: 501));
        var otherAgent = await Engine.SubmitAsync(
            Demo.Ask("payment.send", "other agent", """{"amount":500}""", agent: new AgentId("other-agent")));
        var afterCancellation = await Engine.SubmitAsync(Demo.Payment("after the cancellation", amount: 700));

        Assert.Equal((null, null, null), (otherAction.EarlierDenial, otherAgent.EarlierDenial, afterCancellation.EarlierDenial));
    }

    [Fact]
    public async Task Denial_IsRememberedAfterACrash()
    {
        var denied = await DenyAsync("first");

        await Engine.CrashAsync();

        Assert.Equal(denied.Id, (await Engine.SubmitAsync(Demo.Payment("again"))).EarlierDenial?.RequestId);
    }

    private async Task<ApprovalRequest> DenyAsync(string key) =>
        await Engine.ReviewedAsync(await Engine.SubmitAsync(Demo.Payment(key)), Demo.Alice, Verdict.Deny);
}
