using Approvals.Conformance.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Requests;

namespace Approvals.Conformance;

/// <summary>Waiting: until the decision, or until the time is over.</summary>
public abstract class WaitingConformance(OpenEngine open) : ConformanceTest(open)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Wait_EndsAtTheDecision()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        var begin = Engine.Now;
        var waiting = Engine.WaitAsync(request, Limit);
        await Engine.ReviewedAsync(request, Demo.Alice);
        Assert.False(waiting.IsCompleted, "One of two reviews is no decision.");

        var approved = await Engine.ReviewedAsync(request, Demo.Bob);

        Comparing.AssertSame(approved, await waiting);
        Assert.Equal(begin, Engine.Now);
    }

    [Fact]
    public async Task Wait_EndsAtTheCancellationOfTheRequest()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        var waiting = Engine.WaitAsync(request, Limit);

        await Engine.CancelAsync(request);

        Assert.Equal(RequestStatus.Cancelled, (await waiting)!.Status);
    }

    [Fact]
    public async Task EveryWaiter_IsWoken()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        var waiting = Enumerable.Range(1, 16).Select(_ => Engine.WaitAsync(request, Limit)).ToArray();

        var denied = await Engine.ReviewedAsync(request, Demo.Alice, Verdict.Deny);

        Assert.All(await Task.WhenAll(waiting), found => Comparing.AssertSame(denied, found));
    }

    [Fact]
    public async Task Wait_EndsAtItsLimitWithThePendingRequest()
    {
        var request = await Engine.SubmitPatientAsync("sign");
        var begin = Engine.Now;

        var found = await Engine.PassUntilAsync(Engine.WaitAsync(request, Limit));

        Comparing.AssertSame(request, found);
        Assert.True(Engine.Now >= begin + Limit, "Its time was not over.");
    }

    [Fact]
    public async Task WaitThatEnded_LeavesTheOthersWaiting()
    {
        var request = await Engine.SubmitPatientAsync("sign");
        using var cancellation = new CancellationTokenSource();
        var patient = Engine.WaitAsync(request, TimeSpan.FromDays(30));
        var brief = Engine.WaitAsync(request, Limit);
        var left = Engine.WaitAsync(request, Limit, cancellation.Token);
        await cancellation.CancelAsync();
        await left.ContinueWith(static _ => { }, TaskScheduler.Default).InTime();
        Comparing.AssertSame(request, await Engine.PassUntilAsync(brief));

        var denied = await Engine.ReviewedAsync(request, Demo.Alice, Verdict.Deny);

        Comparing.AssertSame(denied, await patient);
    }

    [Fact]
    public async Task WaitThatIsCancelled_EndsWithoutTimePassing()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        using var cancellation = new CancellationTokenSource();
        var waiting = Engine.WaitAsync(request, Limit, cancellation.Token);

        await cancellation.CancelAsync();

        Comparing.AssertSame(request, await waiting);
    }

    [Fact]
    public async Task DecidedRequest_IsAnsweredAtOnce()
    {
        var approved = await Engine.SubmitApprovedAsync("pay");

        Comparing.AssertSame(approved, await Engine.WaitAsync(approved, Limit));
    }

    [Fact]
    public async Task UnknownRequest_IsAnsweredAtOnceWithNone()
    {
        var id = RequestId.Derive(Demo.Tenant, Demo.Agent, "never asked");

        Assert.Null(await Engine.Requests.WaitForDecisionAsync(Demo.Tenant, id, Limit, default).InTime());
    }
}
