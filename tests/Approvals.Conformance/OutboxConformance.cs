using System.Globalization;
using Approvals.Conformance.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Requests;
using Approvals.Core.Storage;

namespace Approvals.Conformance;

/// <summary>Effects: each at least once, under one id, those of a request in their order, and none lost.</summary>
public abstract class OutboxConformance(OpenEngine open) : ConformanceTest(open)
{
    private readonly TaskCompletionSource _never = new();

    [Fact]
    public async Task Effects_AreDeliveredOnceWhereTheChannelTakesThem()
    {
        await Engine.StartAsync();
        var approved = await Engine.SubmitApprovedAsync("pay");
        var announced = await Engine.Channel.NextAsync<Effect.AnnounceDecision>(approved.Id);

        // Whatever was left over would be delivered before what comes after an hour and another start.
        await Engine.RestartAsync();
        await Engine.AdvanceAsync(TimeSpan.FromHours(1));
        await Engine.StartAsync();
        var other = await Engine.SubmitAsync(Demo.Payment("other"));
        await Engine.Channel.NextAsync<Effect.AskReviewers>(other.Id);

        Assert.Equal(
            [EffectId.Of(approved.Id, 1, 0), EffectId.Of(approved.Id, 3, 0), EffectId.Of(other.Id, 1, 0)],
            Engine.Channel.Attempts.Select(a => a.Id));
        Assert.Equal(RequestStatus.Approved, announced.Delivery.Request.Status);
    }

    [Fact]
    public async Task Delivery_ShowsTheRequestAsItIsOrLater()
    {
        await Engine.StartAsync();
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        var asked = await Engine.Channel.NextAsync<Effect.AskReviewers>(request.Id);
        var denied = await Engine.ReviewedAsync(request, Demo.Alice, Verdict.Deny);

        var announced = await Engine.Channel.NextAsync<Effect.AnnounceDecision>(request.Id);

        Comparing.AssertSame(request, asked.Delivery.Request);
        Comparing.AssertSame(denied, announced.Delivery.Request);
    }

    [Fact]
    public async Task ActionThatThePolicyDecides_AsksNobody()
    {
        await Engine.StartAsync();

        await Engine.SubmitAsync(Demo.Payment("small", amount: 1));
        var escalated = await Engine.SubmitAsync(Demo.Payment("large"));

        Assert.Equal(escalated.Id, (await Engine.Channel.NextAsync()).Request);
    }

    [Fact]
    public async Task Cancellation_IsAnnounced()
    {
        await Engine.StartAsync();
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        await Engine.CancelAsync(request);

        var announced = await Engine.Channel.NextAsync<Effect.AnnounceDecision>(request.Id);

        Assert.Equal(RequestStatus.Cancelled, announced.Delivery.Request.Status);
    }

    [Fact]
    public async Task FailedEffect_IsTriedAgainUnderTheSameIdNotBeforeItsPauseIsOver()
    {
        var failures = 4;
        Engine.Channel.Behaviour = _ => Interlocked.Decrement(ref failures) >= 0 ? throw new IOException("No line.") : Task.CompletedTask;
        await Engine.StartAsync();
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));

        var attempts = new List<Attempt>();
        while (attempts.Count < 5)
        {
            attempts.Add(await Engine.PassUntilAsync(Engine.Channel.NextAsync()));
        }

        Assert.Equal([EffectId.Of(request.Id, 1, 0)], attempts.Select(a => a.Id).Distinct());
        for (var i = 1; i < attempts.Count; i++)
        {
            var failed = new OutboxEntry(attempts[i - 1].Id, attempts[i - 1].Effect, Attempts: i - 1, attempts[i - 1].At);
            Assert.True(attempts[i].At >= failed.Failed(attempts[i - 1].At).NextAttemptAt, $"Attempt {i + 1} came too soon.");
        }
    }

    [Fact]
    public async Task LaterEffect_DoesNotOvertakeOneThatFailed()
    {
        var failing = true;
        Engine.Channel.Behaviour = _ => Volatile.Read(ref failing) ? throw new IOException("No line.") : Task.CompletedTask;
        await Engine.StartAsync();
        var approved = await Engine.SubmitApprovedAsync("pay");
        await Engine.Channel.NextAsync();

        Volatile.Write(ref failing, false);
        await Engine.PassUntilAsync(Engine.Channel.NextAsync<Effect.AnnounceDecision>(approved.Id));

        Assert.Equal(
            [EffectId.Of(approved.Id, 1, 0), EffectId.Of(approved.Id, 3, 0)],
            Engine.Channel.Taken.Select(a => a.Id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task EffectThatWasUnderWayAtTheEnd_IsDeliveredAfterwardsUnderTheSameId(bool crash)
    {
        Engine.Channel.Behaviour = _ => _never.Task;
        await Engine.StartAsync();
        await Engine.SubmitAsync(Demo.Payment("pay"));
        var first = await Engine.Channel.NextAsync();

        Engine.Channel.Behaviour = _ => Task.CompletedTask;
        await (crash ? Engine.CrashAsync() : Engine.RestartAsync());
        await Engine.StartAsync();
        var second = await Engine.PassUntilAsync(Engine.Channel.NextAsync());

        Assert.Equal(first.Id, second.Id);
    }

    [Fact]
    public async Task EffectsStoredBeforeACrash_AreDeliveredByTheNextLifeInTheirOrder()
    {
        var hanging = await Engine.SubmitAsync(Demo.Payment("hanging"));
        Engine.Channel.Behaviour = _ => _never.Task;
        var approved = await Engine.SubmitApprovedAsync("pay");
        await Engine.CrashAsync();
        Engine.Channel.Behaviour = _ => Task.CompletedTask;

        await Engine.StartAsync();
        await Engine.PassUntilAsync(Engine.Channel.TakenAsync(
            [(hanging.Id, typeof(Effect.AskReviewers)), (approved.Id, typeof(Effect.AnnounceDecision))]));

        Assert.Equal(
            [EffectId.Of(approved.Id, 1, 0), EffectId.Of(approved.Id, 3, 0)],
            Engine.Channel.Taken.Where(a => a.Request == approved.Id).Select(a => a.Id));
    }

    [Fact]
    public async Task NoEffect_IsLostByFailuresAndCrashes()
    {
        var calls = 0;
        Engine.Channel.Behaviour = _ => Interlocked.Increment(ref calls) % 3 == 0 ? throw new IOException("No line.") : Task.CompletedTask;
        var expected = new List<(RequestId, Type)>();
        for (var life = 0; life < 3; life++)
        {
            await Engine.StartAsync();
            var requests = await Engine.AtOnceAsync(12, i => Engine.SubmitAsync(Demo.Payment($"life {life}, {i}")));
            await Engine.AtOnceAsync(requests.Length, i => Engine.ReviewedAsync(requests[i], Demo.Bob, Verdict.Deny));
            expected.AddRange(requests.Select(r => (r.Id, typeof(Effect.AskReviewers))));
            expected.AddRange(requests.Select(r => (r.Id, typeof(Effect.AnnounceDecision))));
            await Engine.CrashAsync();
        }

        await Engine.StartAsync();
        var taken = await Engine.PassUntilAsync(Engine.Channel.TakenAsync(expected));

        // An effect has one id, however often it is delivered, and no two have the same.
        Assert.All(
            taken.GroupBy(a => (a.Request, a.Effect.GetType())), effect => Assert.Single(effect.Select(a => a.Id).Distinct()));
        Assert.Equal(expected.Count, taken.Select(a => a.Id).Distinct().Count());
        AssertInOrder();
    }

    [Fact]
    public async Task HangingChannel_DoesNotHoldUpTheDeadlinesOfOthers()
    {
        var hanging = await Engine.SubmitAsync(Demo.Payment("hanging"));
        Engine.Channel.Behaviour = d => d.Request.Id == hanging.Id ? _never.Task : Task.CompletedTask;
        await Engine.StartAsync();
        await Engine.PassUntilAsync(Engine.Channel.NextAsync());
        var other = await Engine.SubmitAsync(Demo.Payment("other"));

        var expired = await Engine.PassUntilAsync(Engine.WaitAsync(other, TimeSpan.FromDays(30)));
        var announced = await Engine.PassUntilAsync(Engine.Channel.NextAsync<Effect.AnnounceDecision>(other.Id));

        Assert.Equal(RequestStatus.Expired, expired!.Status);
        Comparing.AssertSame(expired, announced.Delivery.Request);
    }

    [Fact]
    public async Task HangingDelivery_HoldsUpItsOwnRequestAlone()
    {
        Engine.Channel.Behaviour = d => d.Request.Action.Tool == "release.publish" ? _never.Task : Task.CompletedTask;
        await Engine.StartAsync();
        var hanging = await Engine.SubmitAsync(Demo.Release("hanging"));
        await Engine.Channel.NextAsync<Effect.AskReviewers>(hanging.Id);

        // No time passes: what is asked after the hanging one is delivered while it hangs.
        var other = await Engine.SubmitAsync(Demo.Payment("other"));
        await Engine.Channel.NextAsync<Effect.AskReviewers>(other.Id);
    }

    [Fact]
    public async Task HangingDelivery_IsGivenUpAndTriedAgainUnderTheSameId()
    {
        Engine.Channel.Behaviour = _ => _never.Task;
        await Engine.StartAsync();
        await Engine.SubmitAsync(Demo.Payment("pay"));
        var first = await Engine.Channel.NextAsync();

        var second = await Engine.PassUntilAsync(Engine.Channel.NextAsync());

        Assert.Equal(first.Id, second.Id);
        Assert.True(second.At > first.At, "A delivery is given up at once.");
    }

    /// <summary>Of one request, no effect was begun before an earlier one was taken.</summary>
    private void AssertInOrder() => Assert.All(Engine.Channel.Taken.GroupBy(a => a.Request), effects => Assert.Equal(
        effects.Select(a => VersionOf(a.Id)).Distinct().Order(),
        effects.Select(a => VersionOf(a.Id)).Distinct()));

    private static int VersionOf(EffectId id) => int.Parse(id.Value.Split('.')[1], CultureInfo.InvariantCulture);
}
