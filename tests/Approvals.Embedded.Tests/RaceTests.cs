using Approvals.Core.Identifiers;
using Approvals.Core.Requests;
using Approvals.Embedded.Tests.Fixture;

namespace Approvals.Embedded.Tests;

/// <summary>
/// Commands that wait for the writer at the same time, each in a commit of its own (1) or all in one (1,024).
/// </summary>
public sealed class RaceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1_024)]
    public async Task OneOfManyReviewers_Decides(int batchSize)
    {
        await using var engine = await TestEngine.NewAsync(batchSize: batchSize);
        var reviewers = Enumerable.Range(1, 64).Select(i => new ReviewerId($"owner-{i}")).ToArray();
        await engine.Engine.Tenants.ChangeAsync(Demo.Tenant, [.. reviewers.Select(r => Demo.Person(r, Demo.Owner))], default);
        var request = await engine.SubmitAsync(Demo.Release("race"));

        var outcomes = await AtOnceAsync(engine, reviewers.Select(reviewer => engine.ReviewAsync(request, reviewer)));

        var recorded = Assert.Single(outcomes.OfType<ReviewOutcome.Recorded>());
        var winner = Assert.Single(recorded.Request.Reviews).Reviewer;
        var losers = outcomes.OfType<ReviewOutcome.AlreadyDecided>().ToArray();
        Assert.Equal(63, losers.Length);
        Assert.All(losers, loser => Assert.Equal([winner], loser.Decision.Reviewers));
        Comparing.AssertSame(recorded.Request, await engine.FindAsync(request));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_024)]
    public async Task OneOfManyClaimers_GetsThePermit(int batchSize)
    {
        await using var engine = await TestEngine.NewAsync(batchSize: batchSize);
        var request = await engine.SubmitApprovedAsync("race");

        var answers = await AtOnceAsync(engine, Enumerable.Range(1, 64).Select(i => engine.ClaimAsync(request, $"operation {i}")));

        var granted = Assert.Single(answers, a => a.Permit is not null);
        var claim = Assert.IsType<ClaimOutcome.Granted>(granted.Outcome).Request.Claim;
        var losers = answers.Select(a => a.Outcome).OfType<ClaimOutcome.AlreadyClaimed>().ToArray();
        Assert.Equal(63, losers.Length);
        Assert.All(losers, loser => Assert.Equal(claim, loser.Claim));
        Assert.Single(engine.Signer.Signed, request.Id);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_024)]
    public async Task TheSameClaimManyTimes_GetsOnePermit(int batchSize)
    {
        await using var engine = await TestEngine.NewAsync(batchSize: batchSize);
        var request = await engine.SubmitApprovedAsync("race");

        var answers = await AtOnceAsync(engine, Enumerable.Range(1, 64).Select(_ => engine.ClaimAsync(request, "operation")));

        Assert.All(answers, answer => Assert.IsType<ClaimOutcome.Granted>(answer.Outcome));
        Assert.NotNull(Assert.Single(answers.Select(a => a.Permit).Distinct(StringComparer.Ordinal)));
        Assert.Single(engine.Signer.Signed, request.Id);
    }

    [Fact]
    public async Task ApproveRacingDeny_ComesToOneDecisionThatAllSee()
    {
        await using var engine = await TestEngine.NewAsync();
        var dave = new ReviewerId("dave");
        await engine.Engine.Tenants.ChangeAsync(Demo.Tenant, [Demo.Person(dave, Demo.Owner)], default);
        for (var i = 0; i < 50; i++)
        {
            var request = await engine.SubmitAsync(Demo.Release($"race {i}"));

            var outcomes = await Task.WhenAll(
                Task.Run(() => engine.ReviewAsync(request, Demo.Carol, Verdict.Approve)),
                Task.Run(() => engine.ReviewAsync(request, dave, Verdict.Deny)));

            var recorded = Assert.Single(outcomes.OfType<ReviewOutcome.Recorded>()).Request;
            var loser = Assert.Single(outcomes.OfType<ReviewOutcome.AlreadyDecided>());
            var found = await engine.FoundAsync(request);
            var review = Assert.Single(found.Reviews);
            Assert.Equal(review.Verdict == Verdict.Approve ? RequestStatus.Approved : RequestStatus.Denied, found.Status);
            Assert.Equal(found.Decision!.Reviewers, loser.Decision.Reviewers);
            Assert.Equal(found.Status, loser.Decision.Status);
            Comparing.AssertSame(found, recorded);
        }
    }

    private static async Task<T[]> AtOnceAsync<T>(TestEngine engine, IEnumerable<Task<T>> commands)
    {
        Task<T>[] waiting;
        await using (await engine.HoldWriterAsync())
        {
            waiting = [.. commands];
        }

        return await Task.WhenAll(waiting).InTime();
    }
}
