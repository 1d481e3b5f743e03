using Approvals.Core.Requests;
using Approvals.Embedded.Tests.Fixture;

namespace Approvals.Embedded.Tests;

public sealed class DeadlineTests
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    [Fact]
    public async Task PendingRequest_ExpiresByItself()
    {
        await using var engine = await TestEngine.NewStartedAsync();
        var request = await engine.SubmitAsync(Demo.Payment("pay"));
        var waiting = engine.WaitAsync(request, Month);

        var expired = await engine.Time.PassUntilAsync(waiting);

        Assert.Equal((RequestStatus.Expired, DecidedBy.Deadline), (expired!.Status, expired.Decision!.By));
        Assert.Equal(request.ExpiresAt, expired.Decision.At);
        Assert.True(engine.Time.GetUtcNow() < ManualTime.Start + Month, "It was woken only by its own time limit.");
        var announced = await engine.Channel.NextAsync<Effect.AnnounceDecision>(request.Id);
        Assert.True(announced.At > request.ExpiresAt);
        Comparing.AssertSame(expired, announced.Delivery.Request);
    }

    [Fact]
    public async Task Watch_WakesRightAfterTheDeadline()
    {
        await using var engine = await TestEngine.NewStartedAsync();
        await engine.PublishAsync(Demo.Payments, Demo.PaymentsSource.Replace("15m", "20s", StringComparison.Ordinal));
        var request = await engine.SubmitAsync(Demo.Payment("pay"));
        Assert.Equal(ManualTime.Start + TimeSpan.FromSeconds(20), request.ExpiresAt);
        var reminder = request.HalfTime!.Value + TimeSpan.FromMilliseconds(1);
        await engine.Time.UntilSleepingTillAsync(reminder);
        engine.Time.MoveTo(reminder);
        await engine.Channel.NextAsync<Effect.Remind>(request.Id);
        var justAfter = request.ExpiresAt!.Value + TimeSpan.FromMilliseconds(1);
        await engine.Time.UntilSleepingTillAsync(justAfter);

        engine.Time.MoveTo(justAfter);

        var announced = await engine.Channel.NextAsync<Effect.AnnounceDecision>(request.Id);
        Assert.Equal(RequestStatus.Expired, announced.Delivery.Request.Status);
    }

    [Fact]
    public async Task ReviewAtTheDeadline_Counts()
    {
        await using var engine = await TestEngine.NewAsync();
        var request = await engine.SubmitAsync(Demo.Payment("pay"));
        await engine.ReviewedAsync(request, Demo.Alice);
        engine.Time.MoveTo(request.ExpiresAt!.Value);

        var approved = await engine.ReviewedAsync(request, Demo.Bob);

        Assert.Equal(RequestStatus.Approved, approved.Status);
    }

    [Fact]
    public async Task ReviewOneTickAfterTheDeadline_IsRefusedThoughNoTimerFired()
    {
        await using var engine = await TestEngine.NewAsync();
        var request = await engine.SubmitAsync(Demo.Payment("pay"));
        await engine.ReviewedAsync(request, Demo.Alice);
        engine.Time.MoveTo(request.ExpiresAt!.Value.AddTicks(1));

        var refused = Assert.IsType<ReviewOutcome.Expired>(await engine.ReviewAsync(request, Demo.Bob));

        Assert.Equal(request.ExpiresAt, refused.Decision.At);
        Assert.Equal([Demo.Alice], (await engine.FoundAsync(request)).Reviews.Select(r => r.Reviewer));
    }

    [Fact]
    public async Task OverdueRequest_IsFoundExpiredThoughNoTimerFired()
    {
        await using var engine = await TestEngine.NewAsync();
        var request = await engine.SubmitAsync(Demo.Payment("pay"));
        engine.Time.MoveTo(request.ExpiresAt!.Value.AddTicks(1));

        var found = await engine.FoundAsync(request);
        var listed = Assert.Single((await engine.ListAsync(new RequestFilter { Viewer = new Viewer.Auditor() })).Items);

        Assert.Equal(RequestStatus.Expired, found.Status);
        Comparing.AssertSame(found, listed);
    }

    [Fact]
    public async Task DeadlineThatPassedWhileTheEngineWasClosed_IsCaughtAtTheNextStart()
    {
        await using var engine = await TestEngine.NewAsync();
        var request = await engine.SubmitAsync(Demo.Payment("pay"));
        await engine.CloseAsync();
        engine.Time.Advance(TimeSpan.FromHours(1));

        engine.Open();
        engine.Start();

        var announced = await engine.Channel.NextAsync<Effect.AnnounceDecision>(request.Id);
        Assert.Equal(RequestStatus.Expired, announced.Delivery.Request.Status);
        Assert.Equal(request.ExpiresAt, announced.Delivery.Request.Decision!.At);
    }

    [Fact]
    public async Task ManyDeadlinesAtOnce_AreAllCaught()
    {
        await using var engine = await TestEngine.NewAsync();
        var requests = await Task.WhenAll(Enumerable.Range(1, 1_200).Select(i => engine.SubmitAsync(Demo.Payment($"pay {i}"))));
        engine.Time.Advance(TimeSpan.FromHours(1));
        var waiting = requests.Length;
        var allAnnounced = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        engine.Channel.Behaviour = delivery =>
        {
            if (delivery.Effect is Effect.AnnounceDecision && Interlocked.Decrement(ref waiting) == 0)
            {
                allAnnounced.SetResult(true);
            }

            return Task.CompletedTask;
        };

        engine.Start();

        Assert.True(await engine.Time.PassUntilAsync(allAnnounced.Task));
        Assert.Equal(
            requests.Select(r => r.Id).ToHashSet(),
            engine.Channel.Attempts.Where(a => a.Effect is Effect.AnnounceDecision).Select(a => a.Request).ToHashSet());
    }
}
