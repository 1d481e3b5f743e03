using Approvals.Conformance.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;

namespace Approvals.Conformance;

/// <summary>Commands on one request that meet: one decision, one permit, and a record of exactly what was acknowledged.</summary>
public abstract class RaceConformance(OpenEngine open) : ConformanceTest(open)
{
    private const int Rounds = 20;

    private static readonly ReviewerId[] Owners = [.. Enumerable.Range(0, 64).Select(i => new ReviewerId($"owner-{i}"))];

    [Fact]
    public async Task OneOfManyReviewers_Decides()
    {
        var request = await SubmitAsync("{ roles: [owner] }");

        var outcomes = await Engine.AtOnceAsync(Owners.Length, i => Engine.ReviewAsync(request, Owners[i]));

        var recorded = Assert.Single(outcomes.OfType<ReviewOutcome.Recorded>());
        var winner = Assert.Single(recorded.Request.Reviews).Reviewer;
        var losers = outcomes.OfType<ReviewOutcome.AlreadyDecided>().ToArray();
        Assert.Equal(63, losers.Length);
        Assert.All(losers, loser => Assert.Equal([winner], loser.Decision.Reviewers));
        Comparing.AssertSame(recorded.Request, await Engine.FindAsync(request));
    }

    [Theory]
    [InlineData("{ roles: [owner], threshold: 20, denials: 10 }")]
    [InlineData("{ roles: [owner], threshold: 48, denials: 17 }")]
    public async Task FinalRecord_HoldsExactlyTheAcknowledgedReviews(string terms)
    {
        var request = await SubmitAsync(terms);

        var outcomes = await Engine.AtOnceAsync(Owners.Length, i => Engine.ReviewAsync(request, Owners[i], VerdictOf(i)));

        var final = await Engine.FoundAsync(request);
        var acknowledged = Owners.Where((_, i) => outcomes[i] is ReviewOutcome.Recorded).ToHashSet();
        Assert.Equal(acknowledged.Count, final.Reviews.Length);
        Assert.Equal(acknowledged, final.Reviews.Select(r => r.Reviewer).ToHashSet());
        Assert.NotEqual(RequestStatus.Pending, final.Status);
        Assert.Single(outcomes.OfType<ReviewOutcome.Recorded>(), r => r.Request.Decision is not null);
        var losers = outcomes.Where(o => o is not ReviewOutcome.Recorded).ToArray();
        Assert.All(losers, loser => Assert.Equal(
            (final.Status, final.Decision!.At), StatusAndTime(Assert.IsType<ReviewOutcome.AlreadyDecided>(loser).Decision)));
        await Engine.CrashAsync();
        Comparing.AssertSame(final, await Engine.FindAsync(request));
    }

    [Fact]
    public async Task SameReviewManyTimes_IsRecordedOnce()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("race"));

        var outcomes = await Engine.AtOnceAsync(32, _ => Engine.ReviewAsync(request, Demo.Alice));

        var recorded = Assert.Single(outcomes.OfType<ReviewOutcome.Recorded>()).Request;
        Assert.Equal(31, outcomes.OfType<ReviewOutcome.Repeated>().Count());
        Comparing.AssertSame(recorded, await Engine.FindAsync(request));
    }

    [Fact]
    public async Task OneOfManyClaimers_GetsThePermit()
    {
        var request = await Engine.SubmitApprovedAsync("race");

        var answers = await Engine.AtOnceAsync(64, i => Engine.ClaimAsync(request, ClaimBy(request, i)));

        var granted = Assert.Single(answers, a => a.Permit is not null);
        var claim = Assert.IsType<ClaimOutcome.Granted>(granted.Outcome).Request.Claim;
        var losers = answers.Select(a => a.Outcome).OfType<ClaimOutcome.AlreadyClaimed>().ToArray();
        Assert.Equal(63, losers.Length);
        Assert.All(losers, loser => Assert.Equal(claim, loser.Claim));
        Assert.Equal(claim, (await Engine.FoundAsync(request)).Claim);
    }

    [Fact]
    public async Task SameClaimManyTimes_GetsOnePermit()
    {
        var request = await Engine.SubmitApprovedAsync("race");

        var answers = await Engine.AtOnceAsync(64, _ => Engine.ClaimAsync(request, "operation"));

        Assert.All(answers, answer => Assert.IsType<ClaimOutcome.Granted>(answer.Outcome));
        Assert.NotNull(Assert.Single(answers.Select(a => a.Permit).Distinct(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task ApproveRacingDeny_ComesToOneDecisionThatAllSee()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var request = await SubmitAsync("{ roles: [owner] }", round);

            var outcomes = await Engine.AtOnceAsync(2, i => Engine.ReviewAsync(request, Owners[i], i == 0 ? Verdict.Approve : Verdict.Deny));

            var recorded = Assert.Single(outcomes.OfType<ReviewOutcome.Recorded>()).Request;
            var loser = Assert.Single(outcomes.OfType<ReviewOutcome.AlreadyDecided>());
            var found = await Engine.FoundAsync(request);
            var review = Assert.Single(found.Reviews);
            Assert.Equal(review.Verdict == Verdict.Approve ? RequestStatus.Approved : RequestStatus.Denied, found.Status);
            Assert.Equal(found.Decision!.Reviewers, loser.Decision.Reviewers);
            Assert.Equal(found.Status, loser.Decision.Status);
            Comparing.AssertSame(found, recorded);
        }
    }

    [Fact]
    public async Task CancelRacingApprove_ComesToOneDecisionThatAllSee()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var request = await SubmitAsync("{ roles: [owner] }", round);

            var outcomes = await Engine.AtOnceAsync<object>(
                2, async i => i == 0 ? await Engine.CancelAsync(request) : await Engine.ReviewAsync(request, Owners[0]));

            var found = await Engine.FoundAsync(request);
            var (recorded, loser) = found.Status == RequestStatus.Cancelled
                ? (((CancelOutcome.Recorded)outcomes[0]).Request, ((ReviewOutcome.AlreadyDecided)outcomes[1]).Decision)
                : (((ReviewOutcome.Recorded)outcomes[1]).Request, ((CancelOutcome.AlreadyDecided)outcomes[0]).Decision);
            Comparing.AssertSame(found, recorded);
            Assert.Equal(StatusAndTime(found.Decision!), StatusAndTime(loser));
            Assert.Equal(found.Status == RequestStatus.Approved ? 1 : 0, found.Reviews.Length);
        }
    }

    [Fact]
    public async Task CancelRacingClaim_NeverLeavesAPermitForWhatWasCancelled()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var request = await SubmitAsync("{ roles: [owner] }", round);
            var answers = await Engine.AtOnceAsync<object>(3, async i => i switch
            {
                0 => await Engine.CancelAsync(request),
                1 => await Engine.ReviewAsync(request, Owners[0]),
                _ => await Engine.ClaimAsync(request),
            });

            var found = await Engine.FoundAsync(request);
            var permit = ((ClaimAnswer)answers[2]).Permit;
            Assert.Equal(permit is not null, found.Claim is not null);
            Assert.True(permit is null || found.Status == RequestStatus.Approved, "A permit was handed out for what is not approved.");
        }
    }

    [Fact]
    public async Task DifferentReports_LeaveTheFirst()
    {
        var claimed = await Engine.SubmitClaimedAsync("race");

        var outcomes = await Engine.AtOnceAsync(16, i => Engine.ReportAsync(
            claimed, Commands.SuccessOf(claimed) with { Outcome = i % 2 == 0 ? ReportedOutcome.Succeeded : ReportedOutcome.Failed }));

        var recorded = Assert.Single(outcomes.OfType<ReportOutcome.Recorded>()).Request;
        Assert.Equal(7, outcomes.OfType<ReportOutcome.Repeated>().Count());
        Assert.All(outcomes.OfType<ReportOutcome.AlreadyReported>(), loser => Assert.Equal(recorded.Report, loser.Report));
        Comparing.AssertSame(recorded, await Engine.FindAsync(claimed));
    }

    [Fact]
    public async Task ReviewsRacingTheDeadline_CountOnlyUpToIt()
    {
        await Engine.StartAsync();
        for (var round = 0; round < 5; round++)
        {
            // One more is needed than review: nothing but the deadline decides.
            var request = await SubmitAsync("{ roles: [owner], threshold: 65, timeout: 15m }", round);

            var reviews = Owners.Select(owner => Task.Run(() => Engine.ReviewAsync(request, owner))).ToArray();
            await Task.WhenAny(reviews[round * 12], reviews[63 - round]);
            await Engine.MovePastAsync(request.ExpiresAt);
            var outcomes = await Task.WhenAll(reviews).InTime();

            var final = await Engine.FoundAsync(request);
            Assert.Equal((RequestStatus.Expired, request.ExpiresAt), StatusAndTime(final.Decision!));
            Assert.All(final.Reviews, review => Assert.True(review.At <= request.ExpiresAt, "A review counts from after the deadline."));
            Assert.Equal(
                Owners.Where((_, i) => outcomes[i] is ReviewOutcome.Recorded).ToHashSet(),
                final.Reviews.Select(r => r.Reviewer).ToHashSet());
            Assert.All(
                outcomes.Where(o => o is not ReviewOutcome.Recorded),
                refused => Assert.Equal(request.ExpiresAt, Assert.IsType<ReviewOutcome.Expired>(refused).Decision.At));
        }
    }

    [Fact]
    public async Task ResultRacingTheEndOfTheLease_IsRecordedEitherWay()
    {
        await Engine.StartAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var claimed = await Engine.SubmitClaimedAsync($"race {round}");
            await Engine.MoveToAsync(claimed.Claim!.LeaseEndsAt);

            var reporting = Task.Run(() => Engine.ReportAsync(claimed));
            await Engine.MovePastAsync(claimed.Claim.LeaseEndsAt);
            var recorded = Assert.IsType<ReportOutcome.Recorded>(await reporting).Request;

            Assert.Equal(ExecutionState.Succeeded, recorded.Execution);
            Assert.Equal(recorded.Report!.At > claimed.Claim.LeaseEndsAt, recorded.Claim!.Lapsed);
            Comparing.AssertSame(recorded, await Engine.FindAsync(claimed));
        }
    }

    [Fact]
    public async Task ClaimRacingTheLapseOfTheApproval_IsGrantedOnlyUpToIt()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var approved = await Engine.SubmitApprovedAsync($"race {round}");
            await Engine.MoveToAsync(approved.ApprovalLapsesAt!.Value);

            var claiming = Task.Run(() => Engine.ClaimAsync(approved));
            await Engine.MovePastAsync(approved.ApprovalLapsesAt);
            var answer = await claiming;

            var found = await Engine.FoundAsync(approved);
            Assert.Equal(answer.Permit is not null, found.Claim is not null);
            Assert.True(found.Claim is null || found.Claim.ClaimedAt <= approved.ApprovalLapsesAt, "A lapsed approval was claimed.");
            Assert.True(answer.Outcome is ClaimOutcome.Granted or ClaimOutcome.ApprovalLapsed);
        }
    }

    private static Verdict VerdictOf(int reviewer) => reviewer % 3 == 0 ? Verdict.Deny : Verdict.Approve;

    private static (RequestStatus, DateTimeOffset?) StatusAndTime(Decision decision) => (decision.Status, decision.At);

    /// <summary>By the agent and by executors in turn, each in an operation of its own.</summary>
    private static ClaimCommand ClaimBy(ApprovalRequest request, int i)
    {
        var claim = Commands.ClaimOf(request, $"operation {i}");
        return i % 2 == 0 ? claim : claim with { Claimant = new Claimant.Executor(new ExecutorId($"executor-{i}")) };
    }

    private async Task<ApprovalRequest> SubmitAsync(string terms, int round = 0)
    {
        if (round == 0)
        {
            await Engine.PutAsync([.. Owners.Select(o => Demo.Person(o, Demo.Owner))]);
            await Engine.EscalateAsync("ship", terms);
        }

        return await Engine.SubmitAsync(Demo.Ask("ship", $"race {round}"));
    }
}
