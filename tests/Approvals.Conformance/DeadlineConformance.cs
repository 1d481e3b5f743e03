using Approvals.Conformance.Fixture;
using Approvals.Core.Requests;

namespace Approvals.Conformance;

/// <summary>Deadlines: they hold to the tick for every command, whether or not anything ran meanwhile.</summary>
public abstract class DeadlineConformance(OpenEngine open) : ConformanceTest(open)
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    [Fact]
    public async Task PendingRequest_ExpiresByItself()
    {
        await Engine.StartAsync();
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        var begin = Engine.Now;
        var waiting = Engine.WaitAsync(request, Month);

        var expired = await Engine.PassUntilAsync(waiting);

        Assert.Equal((RequestStatus.Expired, DecidedBy.Deadline), (expired!.Status, expired.Decision!.By));
        Assert.Equal(request.ExpiresAt, expired.Decision.At);
        Assert.True(Engine.Now < begin + Month, "It was woken only by its own time limit.");
        var announced = await Engine.PassUntilAsync(Engine.Channel.NextAsync<Effect.AnnounceDecision>(request.Id));
        Assert.True(announced.At > request.ExpiresAt);
        Comparing.AssertSame(expired, announced.Delivery.Request);
    }

    [Fact]
    public async Task Expiry_IsToldWithoutAnybodyAsking()
    {
        await Engine.StartAsync();
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        await Engine.MovePastAsync(request.ExpiresAt);

        var announced = await Engine.PassUntilAsync(Engine.Channel.NextAsync<Effect.AnnounceDecision>(request.Id));

        Assert.Equal(RequestStatus.Expired, announced.Delivery.Request.Status);
        Assert.Equal(request.ExpiresAt, announced.Delivery.Request.Decision!.At);
    }

    [Fact]
    public async Task ReviewAtTheDeadline_Counts()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        await Engine.ReviewedAsync(request, Demo.Alice);
        await Engine.MoveToAsync(request.ExpiresAt!.Value);

        var approved = await Engine.ReviewedAsync(request, Demo.Bob);

        Assert.Equal(RequestStatus.Approved, approved.Status);
    }

    [Fact]
    public async Task ReviewOneTickAfterTheDeadline_IsRefused()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        await Engine.ReviewedAsync(request, Demo.Alice);
        await Engine.MovePastAsync(request.ExpiresAt);

        var refused = Assert.IsType<ReviewOutcome.Expired>(await Engine.ReviewAsync(request, Demo.Bob));

        Assert.Equal(request.ExpiresAt, refused.Decision.At);
        Assert.Equal([Demo.Alice], (await Engine.FoundAsync(request)).Reviews.Select(r => r.Reviewer));
    }

    [Fact]
    public async Task DenialOneTickAfterTheDeadline_IsRefused()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        await Engine.MovePastAsync(request.ExpiresAt);

        Assert.IsType<ReviewOutcome.Expired>(await Engine.ReviewAsync(request, Demo.Bob, Verdict.Deny));

        Assert.Equal(DecidedBy.Deadline, (await Engine.FoundAsync(request)).Decision!.By);
    }

    [Fact]
    public async Task CancellationCounts_ToTheTickOfTheDeadline()
    {
        var inTime = await Engine.SubmitAsync(Demo.Payment("in time"));
        var late = await Engine.SubmitAsync(Demo.Payment("late"));

        await Engine.MoveToAsync(inTime.ExpiresAt!.Value);
        Assert.IsType<CancelOutcome.Recorded>(await Engine.CancelAsync(inTime));

        await Engine.MovePastAsync(late.ExpiresAt);
        var refused = Assert.IsType<CancelOutcome.AlreadyDecided>(await Engine.CancelAsync(late));
        Assert.Equal((RequestStatus.Expired, late.ExpiresAt), (refused.Decision.Status, refused.Decision.At));
    }

    [Fact]
    public async Task OverdueRequest_IsFoundExpiredByWhoeverLooks()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        await Engine.MoveToAsync(request.ExpiresAt!.Value);
        Assert.Equal(RequestStatus.Pending, (await Engine.FoundAsync(request)).Status);
        await Engine.MovePastAsync(request.ExpiresAt);

        var found = await Engine.FoundAsync(request);
        var listed = Assert.Single((await Engine.ListAsync(Demo.Everything)).Items);
        var waited = await Engine.WaitAsync(request, Month);
        var repeated = await Engine.Requests.SubmitAsync(Demo.Payment("pay"), default);

        Assert.Equal(RequestStatus.Expired, found.Status);
        Comparing.AssertSame(found, listed);
        Comparing.AssertSame(found, waited);
        Comparing.AssertSame(found, Assert.IsType<SubmitOutcome.Repeated>(repeated).Request);
    }

    [Fact]
    public async Task OverdueRequest_IsInNoListOfPendingOnes()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        await Engine.MovePastAsync(request.ExpiresAt);

        Assert.Empty((await Engine.ListAsync(Demo.Everything with { Status = RequestStatus.Pending })).Items);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DeadlineThatPassedWhileTheEngineWasDown_IsCaughtAtTheNextStart(bool crash)
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        await (crash ? Engine.CrashAsync() : Engine.RestartAsync());
        await Engine.AdvanceAsync(TimeSpan.FromHours(1));

        await Engine.StartAsync();

        var announced = await Engine.PassUntilAsync(Engine.Channel.NextAsync<Effect.AnnounceDecision>(request.Id));
        Assert.Equal(RequestStatus.Expired, announced.Delivery.Request.Status);
        Assert.Equal(request.ExpiresAt, announced.Delivery.Request.Decision!.At);
    }

    [Fact]
    public async Task ManyDeadlinesAtOnce_AreAllCaught()
    {
        var requests = await Engine.AtOnceAsync(600, i => Engine.SubmitAsync(Demo.Payment($"pay {i}")));
        await Engine.AdvanceAsync(TimeSpan.FromHours(1));
        var announced = Engine.Channel.TakenAsync(requests.Select(r => (r.Id, typeof(Effect.AnnounceDecision))));

        await Engine.StartAsync();

        Assert.All(
            await Engine.PassUntilAsync(announced),
            attempt => Assert.Equal(RequestStatus.Expired, attempt.Delivery.Request.Status));
    }
}
