using Approvals.Conformance.Fixture;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Storage;

namespace Approvals.Conformance;

/// <summary>Effects that are given up, and lanes that do not wait for each other.</summary>
public abstract class ParkingConformance(OpenEngine open) : ConformanceTest(open)
{
    private const string Reason = "Nobody is there.";

    [Fact]
    public async Task UndeliverableEffect_IsParkedAtOnceWithItsReasonAndThoseBehindItGoOn()
    {
        Engine.Channel.Behaviour = Refuse<Effect.AskReviewers>;
        await Engine.StartAsync();
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        await Engine.ReviewedAsync(request, Demo.Alice, Verdict.Deny);

        await Engine.PassUntilAsync(Engine.Channel.TakenAsync([(request.Id, typeof(Effect.AnnounceDecision))]));
        var parked = Assert.Single((await Engine.UntilParkedAsync(1)).Items);

        Assert.Equal((EffectId.Of(request.Id, 1, 0), new Effect.AskReviewers(), 1), (parked.Id, parked.Effect, parked.Attempts));
        Assert.Equal(Reason, parked.Reason);
        Assert.Single(Engine.Channel.Attempts, a => a.Effect is Effect.AskReviewers);
    }

    [Fact]
    public async Task EffectThatFailsForLong_IsParked()
    {
        Engine.Channel.Behaviour = _ => throw new IOException("No line.");
        await Engine.StartAsync();
        var request = await Engine.SubmitAsync(Demo.Release("release"));
        for (var attempt = 0; attempt < OutboxEntry.MostAttempts; attempt++)
        {
            await Engine.PassUntilAsync(Engine.Channel.NextAsync<Effect.AskReviewers>(request.Id));
            await Engine.AdvanceAsync(OutboxEntry.LongestPause);
        }

        Assert.Contains((await Engine.UntilParkedAsync(1)).Items, p => p is { Attempts: OutboxEntry.MostAttempts, Reason: "No line." });
    }

    [Fact]
    public async Task ParkedEffect_IsDeliveredUnderTheSameIdWhenSomebodyHasItTriedAgain()
    {
        Engine.Channel.Behaviour = Refuse<Effect.AskReviewers>;
        await Engine.StartAsync();
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        var parked = Assert.Single((await Engine.UntilParkedAsync(1)).Items);
        Engine.Channel.Behaviour = _ => Task.CompletedTask;

        Assert.True(await Engine.Outbox.ReplayAsync(Demo.Tenant, parked.Id, default));
        var taken = await Engine.PassUntilAsync(Engine.Channel.TakenAsync([(request.Id, typeof(Effect.AskReviewers))]));

        Assert.Equal(parked.Id, Assert.Single(taken).Id);
        Assert.Empty((await Engine.UntilParkedAsync(0)).Items);
        Assert.False(await Engine.Outbox.ReplayAsync(Demo.Tenant, parked.Id, default));
    }

    [Fact]
    public async Task ParkedEffectAndItsReplay_SurviveACrash()
    {
        Engine.Channel.Behaviour = Refuse<Effect.AskReviewers>;
        await Engine.StartAsync();
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        var parked = Assert.Single((await Engine.UntilParkedAsync(1)).Items);

        await Engine.CrashAsync();
        Assert.Equal(parked, Assert.Single((await Engine.UntilParkedAsync(1)).Items));
        Assert.True(await Engine.Outbox.ReplayAsync(Demo.Tenant, parked.Id, default));
        await Engine.CrashAsync();
        Engine.Channel.Behaviour = _ => Task.CompletedTask;
        await Engine.StartAsync();

        await Engine.PassUntilAsync(Engine.Channel.TakenAsync([(request.Id, typeof(Effect.AskReviewers))]));
        Assert.Empty((await Engine.UntilParkedAsync(0)).Items);
    }

    [Fact]
    public async Task PagesOfParkedEffects_HaveTheNewestRequestsFirstAndEachEffectOnce()
    {
        Engine.Channel.Behaviour = _ => throw new UndeliverableException(Reason);
        await Engine.StartAsync();
        var expected = new List<EffectId>();
        for (var i = 0; i < 5; i++)
        {
            var request = await Engine.SubmitAsync(Demo.Payment($"pay {i}"));
            await Engine.ReviewedAsync(request, Demo.Alice, Verdict.Deny);
            expected.InsertRange(0, [EffectId.Of(request.Id, 1, 0), EffectId.Of(request.Id, 2, 0)]);
        }

        await Engine.UntilParkedAsync(10);
        var seen = new List<EffectId>();
        string? after = null;
        do
        {
            var page = await Engine.Outbox.ListParkedAsync(Demo.Tenant, after, limit: 2, default);
            seen.AddRange(page.Items.Select(i => i.Id));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(expected, seen);
        await Assert.ThrowsAsync<ArgumentException>(() => Engine.Outbox.ListParkedAsync(Demo.Tenant, "no place", limit: 2, default));
    }

    [Fact]
    public async Task CallbackToTheAgent_IsNotHeldUpByWhatFailsForPeople()
    {
        Engine.Channel.Behaviour = d => d.Effect.Lane == EffectLane.People ? throw new IOException("No line.") : Task.CompletedTask;
        await Engine.StartAsync();
        var request = await SubmitWithCallbackAsync();
        var denied = await Engine.ReviewedAsync(request, Demo.Alice, Verdict.Deny);

        var called = Assert.Single(await Engine.PassUntilAsync(Engine.Channel.TakenAsync([(request.Id, typeof(Effect.CallBack))])));

        Comparing.AssertSame(denied, called.Delivery.Request);
        Assert.Equal(EffectLane.Agent, Assert.Single(Engine.Channel.Taken).Effect.Lane);
    }

    [Fact]
    public async Task People_AreNotHeldUpByAnAgentThatCannotBeReached()
    {
        var never = new TaskCompletionSource();
        Engine.Channel.Behaviour = d => d.Effect.Lane == EffectLane.Agent ? never.Task : Task.CompletedTask;
        await Engine.StartAsync();
        var request = await SubmitWithCallbackAsync();
        await Engine.ReviewedAsync(request, Demo.Alice, Verdict.Deny);

        await Engine.PassUntilAsync(Engine.Channel.TakenAsync([(request.Id, typeof(Effect.AnnounceDecision))]));
    }

    private static Task Refuse<TEffect>(Delivery delivery)
        where TEffect : Effect => delivery.Effect is TEffect ? throw new UndeliverableException(Reason) : Task.CompletedTask;

    private Task<ApprovalRequest> SubmitWithCallbackAsync() =>
        Engine.SubmitAsync(Demo.Payment("pay") with { CallbackUrl = "https://agent.example/hook" });
}
