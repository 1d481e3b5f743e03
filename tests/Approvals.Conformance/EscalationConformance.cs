using Approvals.Conformance.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Requests;

namespace Approvals.Conformance;

/// <summary>Tiers and reminders: they come by themselves, and to the tick for whoever looks.</summary>
public abstract class EscalationConformance(OpenEngine open) : ConformanceTest(open)
{
    /// <summary>So far apart that whatever overshoots one does not reach the next.</summary>
    private const string Terms =
        "{ threshold: 2, roles: [finance], timeout: 30d, escalate: [{ after: 5d, roles: [director] }, { after: 10d, reviewers: [erin] }] }";

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstTier = TimeSpan.FromDays(5);
    private static readonly TimeSpan SecondTier = TimeSpan.FromDays(10);
    private static readonly TimeSpan HalfTime = TimeSpan.FromDays(15);
    private static readonly ReviewerId Director = new("dan");
    private static readonly ReviewerId Erin = new("erin");

    [Fact]
    public async Task TiersAndTheReminder_ComeInTheirOrderAndNotBeforeTheirTime()
    {
        await Engine.StartAsync();
        var request = await SubmitAsync();

        var first = await UntilAsync<Effect.AskTier>(request, FirstTier);
        var second = await UntilAsync<Effect.AskTier>(request, SecondTier);
        var reminder = await UntilAsync<Effect.Remind>(request, HalfTime);
        var decision = await UntilAsync<Effect.AnnounceDecision>(request, TimeSpan.FromDays(30));

        Assert.Equal((new Effect.AskTier(0, 0), new Effect.AskTier(0, 1)), (first.Effect, second.Effect));
        Assert.Equal(RequestStatus.Pending, reminder.Delivery.Request.Status);
        Assert.Equal(RequestStatus.Expired, decision.Delivery.Request.Status);
        Assert.Equal(
            [typeof(Effect.AskReviewers), typeof(Effect.AskTier), typeof(Effect.AskTier), typeof(Effect.Remind), typeof(Effect.AnnounceDecision)],
            Engine.Channel.Attempts.Select(a => a.Effect.GetType()));
    }

    [Fact]
    public async Task PeopleOfATier_MayReviewFromTheTickAfterItsTime()
    {
        var request = await SubmitAsync();
        await Engine.MoveToAsync(request.CreatedAt + FirstTier);
        Assert.IsType<ReviewOutcome.NotAReviewer>(await Engine.ReviewAsync(request, Director));

        await Engine.MovePastAsync(request.CreatedAt + FirstTier);

        await Engine.ReviewedAsync(request, Director);
        Assert.IsType<ReviewOutcome.NotAReviewer>(await Engine.ReviewAsync(request, Erin));
        Assert.Equal(RequestStatus.Approved, (await Engine.ReviewedAsync(request, Demo.Alice)).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TierWhoseTimeCameWhileTheEngineWasDown_IsAskedAtTheNextStart(bool crash)
    {
        var request = await SubmitAsync();
        await (crash ? Engine.CrashAsync() : Engine.RestartAsync());
        await Engine.MoveToAsync(request.CreatedAt + FirstTier + Moment);

        await Engine.StartAsync();

        var asked = await Engine.PassUntilAsync(Engine.Channel.NextAsync<Effect.AskTier>(request.Id));
        Assert.Equal(new Effect.AskTier(0, 0), asked.Effect);
        Assert.Equal([1], asked.Delivery.Request.TiersReached);
    }

    [Fact]
    public async Task ReachedTiers_AreThereAfterACrash()
    {
        var request = await SubmitAsync();
        await Engine.MovePastAsync(request.CreatedAt + HalfTime);
        var found = await Engine.FoundAsync(request);

        await Engine.CrashAsync();

        Assert.Equal([2], found.TiersReached);
        Assert.True(found.Reminded);
        Comparing.AssertSame(found, await Engine.FindAsync(request));
        await Engine.ReviewedAsync(request, Erin);
    }

    [Fact]
    public async Task DecidedRequest_RemindsNobody()
    {
        await Engine.StartAsync();
        var request = await SubmitAsync();
        await Engine.ReviewedAsync(request, Demo.Alice, Verdict.Deny);
        var other = await SubmitAsync("other");

        await UntilAsync<Effect.Remind>(other, HalfTime);

        Assert.DoesNotContain(
            Engine.Channel.Attempts, a => a.Request == request.Id && a.Effect is Effect.AskTier or Effect.Remind);
    }

    private async Task<ApprovalRequest> SubmitAsync(string key = "ship")
    {
        await Engine.PutAsync(Demo.Person(Director, new RoleName("director")), Demo.Person(Erin));
        await Engine.EscalateAsync("ship", Terms);
        return await Engine.SubmitAsync(Demo.Ask("ship", key));
    }

    /// <summary>The effect, once its time has come.</summary>
    private async Task<Attempt> UntilAsync<TEffect>(ApprovalRequest request, TimeSpan after)
        where TEffect : Effect
    {
        var due = request.CreatedAt + after;
        await Engine.MoveToAsync(due - Moment);
        var attempt = await Engine.PassUntilAsync(Engine.Channel.NextAsync<TEffect>(request.Id));
        Assert.True(attempt.At > due, $"{attempt.Effect} came at {attempt.At:O}, before {due:O}.");
        return attempt;
    }
}
