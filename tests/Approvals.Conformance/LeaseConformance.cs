using Approvals.Conformance.Fixture;
using Approvals.Core.Requests;

namespace Approvals.Conformance;

/// <summary>Leases: one that ends without a report leaves the execution unknown, to the tick, and people hear of it.</summary>
public abstract class LeaseConformance(OpenEngine open) : ConformanceTest(open)
{
    [Fact]
    public async Task LeaseThatEndsWithoutAReport_IsAnnounced()
    {
        await Engine.StartAsync();
        var claimed = await Engine.SubmitClaimedAsync("pay");

        var announced = await Engine.PassUntilAsync(Engine.Channel.NextAsync<Effect.AnnounceUnknown>(claimed.Id));

        Assert.Equal(ExecutionState.Unknown, announced.Delivery.Request.Execution);
        Assert.True(announced.At > claimed.Claim!.LeaseEndsAt);
        Assert.Equal(ExecutionState.Unknown, (await Engine.FoundAsync(claimed)).Execution);
    }

    [Fact]
    public async Task LeaseEnd_HoldsToTheTick()
    {
        var claimed = await Engine.SubmitClaimedAsync("pay");

        await Engine.MoveToAsync(claimed.Claim!.LeaseEndsAt);
        Assert.Equal(ExecutionState.Claimed, (await Engine.FoundAsync(claimed)).Execution);

        await Engine.MovePastAsync(claimed.Claim.LeaseEndsAt);
        Assert.Equal(ExecutionState.Unknown, (await Engine.FoundAsync(claimed)).Execution);
        Assert.Equal(ExecutionState.Unknown, Assert.Single((await Engine.ListAsync(Demo.Everything)).Items).Execution);
    }

    [Fact]
    public async Task ReportAtTheEndOfTheLease_IsInTime()
    {
        var claimed = await Engine.SubmitClaimedAsync("pay");
        await Engine.MoveToAsync(claimed.Claim!.LeaseEndsAt);

        var recorded = Assert.IsType<ReportOutcome.Recorded>(await Engine.ReportAsync(claimed)).Request;

        Assert.False(recorded.Claim!.Lapsed);
        await Engine.MovePastAsync(claimed.Claim.LeaseEndsAt);
        Comparing.AssertSame(recorded, await Engine.FindAsync(claimed));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LeaseThatEndedWhileTheEngineWasDown_IsAnnouncedAtTheNextStart(bool crash)
    {
        var claimed = await Engine.SubmitClaimedAsync("pay");
        await (crash ? Engine.CrashAsync() : Engine.RestartAsync());
        await Engine.AdvanceAsync(TimeSpan.FromHours(2));

        await Engine.StartAsync();

        var announced = await Engine.PassUntilAsync(Engine.Channel.NextAsync<Effect.AnnounceUnknown>(claimed.Id));
        Assert.Equal(ExecutionState.Unknown, announced.Delivery.Request.Execution);
    }

    [Fact]
    public async Task ReportInTime_EndsTheWatchOverTheLease()
    {
        await Engine.StartAsync();
        var claimed = await Engine.SubmitClaimedAsync("pay");
        await Engine.ReportAsync(claimed);
        var other = await Engine.SubmitAsync(Demo.Payment("other"));

        await Engine.PassUntilAsync(Engine.Channel.NextAsync<Effect.AnnounceDecision>(other.Id));

        Assert.True(Engine.Now > claimed.Claim!.LeaseEndsAt);
        Assert.DoesNotContain(Engine.Channel.Attempts, a => a.Effect is Effect.AnnounceUnknown);
    }
}
