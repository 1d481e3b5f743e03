using Approvals.Core.Identifiers;
using Approvals.Core.Requests;
using Approvals.Embedded.Tests.Fixture;

namespace Approvals.Embedded.Tests;

public sealed class WaitingTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Wait_EndsAtTheDecision()
    {
        await using var engine = await TestEngine.NewAsync();
        var request = await engine.SubmitAsync(Demo.Payment("pay"));
        var waiting = engine.WaitAsync(request, Limit);
        await engine.Time.UntilSleepingTillAsync(ManualTime.Start + Limit);
        await engine.ReviewedAsync(request, Demo.Alice);
        Assert.False(waiting.IsCompleted, "One of two reviews is no decision.");

        var approved = await engine.ReviewedAsync(request, Demo.Bob);

        Comparing.AssertSame(approved, await waiting);
        Assert.Equal(ManualTime.Start, engine.Time.GetUtcNow());
    }

    [Fact]
    public async Task EveryWaiter_IsWoken()
    {
        await using var engine = await TestEngine.NewAsync();
        var request = await engine.SubmitAsync(Demo.Payment("pay"));
        var waiting = Enumerable.Range(1, 16).Select(_ => engine.WaitAsync(request, Limit)).ToArray();

        var denied = await engine.ReviewedAsync(request, Demo.Alice, Verdict.Deny);

        Assert.All(await Task.WhenAll(waiting), found => Comparing.AssertSame(denied, found));
    }

    [Fact]
    public async Task Wait_EndsAtItsLimitWithThePendingRequest()
    {
        await using var engine = await TestEngine.NewAsync();
        var request = await engine.SubmitAsync(Demo.Payment("pay"));
        var waiting = engine.WaitAsync(request, Limit);
        await engine.Time.UntilSleepingTillAsync(ManualTime.Start + Limit);
        engine.Time.MoveTo((ManualTime.Start + Limit).AddTicks(-1));
        Assert.False(waiting.IsCompleted, "Its time is not over.");

        engine.Time.MoveTo(ManualTime.Start + Limit);

        Comparing.AssertSame(request, await waiting);
    }

    [Fact]
    public async Task Wait_EndsAtCancellationWithThePendingRequest()
    {
        await using var engine = await TestEngine.NewAsync();
        var request = await engine.SubmitAsync(Demo.Payment("pay"));
        using var cancellation = new CancellationTokenSource();
        var waiting = engine.WaitAsync(request, Limit, cancellation.Token);
        await engine.Time.UntilSleepingTillAsync(ManualTime.Start + Limit);

        await cancellation.CancelAsync();

        Comparing.AssertSame(request, await waiting);
    }

    [Fact]
    public async Task WaitThatEnded_LeavesTheOthersWaiting()
    {
        await using var engine = await TestEngine.NewAsync();
        var request = await engine.SubmitAsync(Demo.Payment("pay"));
        var brief = engine.WaitAsync(request, Limit);
        var patient = engine.WaitAsync(request, Limit * 2);
        await engine.Time.UntilSleepingTillAsync(ManualTime.Start + (Limit * 2));
        engine.Time.Advance(Limit);
        Comparing.AssertSame(request, await brief);

        var denied = await engine.ReviewedAsync(request, Demo.Alice, Verdict.Deny);

        Comparing.AssertSame(denied, await patient);
    }

    [Fact]
    public async Task DecidedRequest_IsAnsweredAtOnce()
    {
        await using var engine = await TestEngine.NewAsync();
        var approved = await engine.SubmitApprovedAsync("pay");

        Comparing.AssertSame(approved, await engine.WaitAsync(approved, Limit));
    }

    [Fact]
    public async Task UnknownRequest_IsAnsweredAtOnceWithNone()
    {
        await using var engine = await TestEngine.NewAsync();
        var id = RequestId.Derive(Demo.Tenant, Demo.Agent, "never asked");

        Assert.Null(await engine.Engine.Requests.WaitForDecisionAsync(Demo.Tenant, id, Limit, default).InTime());
    }
}
