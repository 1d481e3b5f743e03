using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.Embedded.Tests.Fixture;

namespace Approvals.Embedded.Tests;

public sealed class OutboxTests
{
    [Fact]
    public async Task FailedEffect_IsTriedAgainUnderTheSameIdAfterItsPause()
    {
        await using var engine = await TestEngine.NewAsync();
        var request = await engine.SubmitAsync(Demo.Payment("pay"));
        var failures = 3;
        engine.Channel.Behaviour = _ => Interlocked.Decrement(ref failures) >= 0 ? throw new IOException("No line.") : Task.CompletedTask;
        engine.Start();

        var attempts = new List<Attempt> { await engine.Channel.NextAsync() };
        while (attempts.Count < 4)
        {
            var failed = new OutboxEntry(attempts[^1].Id, attempts[^1].Effect, attempts.Count - 1, attempts[^1].At).Failed(attempts[^1].At);
            var next = failed.NextAttemptAt;
            await engine.Time.UntilSleepingTillAsync(next);
            engine.Time.MoveTo(next.AddTicks(-1));
            Assert.Equal(attempts.Count, engine.Channel.Attempts.Count);
            engine.Time.MoveTo(next);
            attempts.Add(await engine.Channel.NextAsync());
            Assert.Equal(next, attempts[^1].At);
        }

        Assert.Equal([EffectId.Of(request.Id, 1, 0)], attempts.Select(a => a.Id).Distinct());
    }

    [Fact]
    public async Task ClockSetBack_DoesNotHoldBackWhatIsToBeTold()
    {
        await using var engine = await TestEngine.NewStartedAsync();
        var request = await engine.SubmitAsync(Demo.Payment("pay"));
        await engine.Channel.NextAsync<Effect.AskReviewers>(request.Id);

        engine.Time.SetBack(TimeSpan.FromHours(1));
        await engine.ReviewedAsync(request, Demo.Alice, Verdict.Deny);

        Assert.Equal(engine.Time.GetUtcNow(), (await engine.Channel.NextAsync<Effect.AnnounceDecision>(request.Id)).At);
    }

    [Fact]
    public async Task EffectsBehindOneThatFailed_LetTheOutboxSleep()
    {
        await using var engine = await TestEngine.NewAsync();
        engine.Channel.Behaviour = _ => throw new IOException("No line.");
        var request = await engine.SubmitAsync(Demo.Payment("pay"));
        await engine.ReviewedAsync(request, Demo.Alice, Verdict.Deny);

        engine.Start();

        var first = await engine.Channel.NextAsync();
        await engine.Time.UntilSleepingTillAsync(new OutboxEntry(first.Id, first.Effect, 0, first.At).Failed(first.At).NextAttemptAt);
        Assert.Equal(first, Assert.Single(engine.Channel.Attempts));
    }

    [Fact]
    public async Task Acknowledgement_GoesWithTheNextWrite()
    {
        await using var engine = await TestEngine.NewStartedAsync();
        // What the new tenant's people bring about is a write, too.
        await UntilAsync(() => 0L.Equals(RawDatabase.Read(engine.File, "SELECT count(*) FROM rechecks")));
        var request = await engine.SubmitAsync(Demo.Payment("pay"));
        await engine.Channel.NextAsync<Effect.AskReviewers>(request.Id);
        await engine.Time.UntilSleepingTillAsync(engine.Time.GetUtcNow() + TimeSpan.FromSeconds(1));
        Assert.True(IsDue(engine, request));

        await engine.SubmitAsync(Demo.Payment("small", amount: 1));

        Assert.False(IsDue(engine, request));
    }

    [Fact]
    public async Task AcknowledgementThatNothingFollows_IsWrittenAfterASecond()
    {
        await using var engine = await TestEngine.NewStartedAsync();
        var request = await engine.SubmitAsync(Demo.Payment("pay"));
        await engine.Channel.NextAsync<Effect.AskReviewers>(request.Id);
        await engine.Time.UntilSleepingTillAsync(engine.Time.GetUtcNow() + TimeSpan.FromSeconds(1));

        engine.Time.Advance(TimeSpan.FromSeconds(1));
        await UntilAsync(() => !IsDue(engine, request));
    }

    [Fact]
    public async Task HangingDelivery_IsGivenUpAndTriedAgainUnderTheSameId()
    {
        await using var engine = await TestEngine.NewAsync();
        await engine.SubmitAsync(Demo.Payment("pay"));
        var never = new TaskCompletionSource();
        engine.Channel.Behaviour = _ => never.Task;
        engine.Start();
        var first = await engine.Channel.NextAsync();

        var second = await engine.Time.PassUntilAsync(engine.Channel.NextAsync());

        Assert.Equal(first.Id, second.Id);
        Assert.True(second.At >= first.At + TimeSpan.FromSeconds(31), "Thirty seconds' patience and one second's pause.");
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static bool IsDue(TestEngine engine, ApprovalRequest request) => 1L.Equals(
        RawDatabase.Read(engine.File, $"SELECT count(*) FROM outbox JOIN requests USING (seq) WHERE id = '{request.Id}'"));
}
