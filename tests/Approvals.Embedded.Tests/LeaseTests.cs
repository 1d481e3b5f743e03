using Approvals.Core.Requests;
using Approvals.Embedded.Tests.Fixture;

namespace Approvals.Embedded.Tests;

public sealed class LeaseTests
{
    [Fact]
    public async Task LeaseThatEndsWithoutAReport_IsAnnounced()
    {
        await using var engine = await TestEngine.NewStartedAsync();
        var claimed = await ClaimAsync(engine);

        var announced = await engine.Time.PassUntilAsync(engine.Channel.NextAsync<Effect.AnnounceUnknown>(claimed.Id));

        Assert.Equal(ExecutionState.Unknown, announced.Delivery.Request.Execution);
        Assert.True(announced.At > claimed.Claim!.LeaseEndsAt);
        Assert.Equal(ExecutionState.Unknown, (await engine.FoundAsync(claimed)).Execution);
    }

    [Fact]
    public async Task LeaseEnd_HoldsToTheTickThoughNoTimerFired()
    {
        await using var engine = await TestEngine.NewAsync();
        var claimed = await ClaimAsync(engine);

        engine.Time.MoveTo(claimed.Claim!.LeaseEndsAt);
        Assert.Equal(ExecutionState.Claimed, (await engine.FoundAsync(claimed)).Execution);

        engine.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(ExecutionState.Unknown, (await engine.FoundAsync(claimed)).Execution);
    }

    [Fact]
    public async Task LeaseThatEndedWhileTheEngineWasClosed_IsAnnouncedAtTheNextStart()
    {
        await using var engine = await TestEngine.NewAsync();
        var claimed = await ClaimAsync(engine);
        await engine.CloseAsync();
        engine.Time.Advance(TimeSpan.FromHours(2));

        engine.Open();
        engine.Start();

        var announced = await engine.Channel.NextAsync<Effect.AnnounceUnknown>(claimed.Id);
        Assert.Equal(ExecutionState.Unknown, announced.Delivery.Request.Execution);
    }

    [Fact]
    public async Task LateReport_StillTellsWhatHappened()
    {
        await using var engine = await TestEngine.NewAsync();
        var claimed = await ClaimAsync(engine);
        engine.Time.Advance(TimeSpan.FromHours(2));

        var outcome = await engine.ReportAsync(claimed);

        Assert.Equal(ExecutionState.Succeeded, Assert.IsType<ReportOutcome.Recorded>(outcome).Request.Execution);
    }

    [Fact]
    public async Task ReportInTime_EndsTheWatchOverTheLease()
    {
        await using var engine = await TestEngine.NewStartedAsync();
        var claimed = await ClaimAsync(engine);
        await engine.ReportAsync(claimed);
        var other = await engine.SubmitAsync(Demo.Payment("other"));

        await engine.Time.PassUntilAsync(engine.Channel.NextAsync<Effect.AnnounceDecision>(other.Id));

        Assert.True(engine.Time.GetUtcNow() > claimed.Claim!.LeaseEndsAt);
        Assert.DoesNotContain(engine.Channel.Attempts, a => a.Effect is Effect.AnnounceUnknown);
    }

    private static async Task<ApprovalRequest> ClaimAsync(TestEngine engine)
    {
        var approved = await engine.SubmitApprovedAsync("pay");
        return Assert.IsType<ClaimOutcome.Granted>((await engine.ClaimAsync(approved)).Outcome).Request;
    }
}
