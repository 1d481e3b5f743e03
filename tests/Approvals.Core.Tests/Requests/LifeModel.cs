using Approvals.Core.Requests;

namespace Approvals.Core.Tests.Requests;

/// <summary>One command on a request, after the clock moved.</summary>
internal sealed record Move(MoveKind Kind, int Who, bool Yes, TimeSpan Clock);

internal enum MoveKind
{
    Tick,
    Review,
    Claim,
    Report,
    SubmitAgain,
}

/// <summary>
/// Lives through one request move by move and keeps what was once promised; each change is held against it.
/// </summary>
internal sealed class LifeModel(ApprovalRequest request)
{
    private static readonly Core.Tenants.Reviewer[] People =
        [Given.Alice, Given.Bob, Given.Carol, Some.Person("olga", "finance"), Given.Alice with { Active = false }];

    private static readonly Claimant[] Claimants =
        [Given.Agent, Given.Executor, new Claimant.Agent(Some.OtherAgent), new Claimant.Executor(new("other"))];

    private DateTimeOffset _clock = Some.Time;
    private int _grants;

    public ApprovalRequest Request { get; private set; } = request;

    public void Make(Move move)
    {
        _clock += move.Clock;
        switch (move.Kind)
        {
            case MoveKind.Review:
                var person = People[move.Who % People.Length];
                Accept(Reviewing.Review(Request, move.Yes ? Given.Approve(person) : Given.Deny(person), _clock));
                break;
            case MoveKind.Claim:
                var claim = Given.Claim(Claimants[move.Who % Claimants.Length], operationKey: move.Yes ? "op" : null);
                Accept(Claiming.Claim(Request, claim, Given.Directory(), _clock));
                break;
            case MoveKind.Report:
                var outcome = move.Yes ? ReportedOutcome.Succeeded : ReportedOutcome.Failed;
                Accept(Reporting.Report(Request, Given.Report(Claimants[move.Who % Claimants.Length], outcome), _clock));
                break;
            case MoveKind.SubmitAgain:
                Accept(Submitting.Submit(Request, Given.Submission(move.Yes ? "first" : "other"), Given.Context(Given.Directory(), Request.Evaluation), _clock));
                break;
            default:
                Accept(Clock.Tick(Request, _clock));
                break;
        }
    }

    private void Accept<TOutcome>(Step<TOutcome> step)
    {
        if (step.State is not { } after)
        {
            Assert.Empty(step.Effects);
            Assert.IsNotType<ReviewOutcome.Recorded>(step.Outcome);
            Assert.IsNotType<ReportOutcome.Recorded>(step.Outcome);
            return;
        }

        var before = Request;
        Assert.True(after.Version > before.Version, "a change grows the version");
        Assert.True(after.UpdatedAt >= before.UpdatedAt, "time does not go back");
        AssertReviews(before, after);
        AssertDecision(before, after, step.Effects.Contains(new Effect.AnnounceDecision()));
        AssertClaim(before, after);
        AssertReport(before, after);
        Request = after;
    }

    private static void AssertReviews(ApprovalRequest before, ApprovalRequest after)
    {
        Assert.Equal(before.Reviews, after.Reviews.Take(before.Reviews.Length));
        if (after.Reviews.Length > before.Reviews.Length)
        {
            Assert.Null(before.Decision);
            Assert.Equal(before.Reviews.Length + 1, after.Reviews.Length);
            Assert.True(after.Reviews[^1].At <= before.ExpiresAt, "no review after the deadline");
            Assert.DoesNotContain(after.Reviews[^1].Reviewer, before.Reviews.Select(r => r.Reviewer));
            Assert.Contains(after.Reviews[^1].Reviewer, new[] { Given.Alice.Id, Given.Bob.Id });
        }
    }

    private static void AssertDecision(ApprovalRequest before, ApprovalRequest after, bool announced)
    {
        if (before.Decision is not null)
        {
            Assert.Same(before.Decision, after.Decision);
        }

        Assert.Equal(before.Decision is null && after.Decision is not null, announced);
        if (after.Status == RequestStatus.Approved)
        {
            Assert.Equal(2, after.Reviews.Count(r => r.Verdict == Verdict.Approve));
            Assert.DoesNotContain(after.Reviews, r => r.Verdict == Verdict.Deny);
        }
    }

    private void AssertClaim(ApprovalRequest before, ApprovalRequest after)
    {
        if (before.Claim is { } earlier)
        {
            Assert.Equal(earlier with { Lapsed = after.Claim!.Lapsed }, after.Claim);
            Assert.True(after.Claim.Lapsed || !earlier.Lapsed, "a lapsed lease stays lapsed");
        }
        else if (after.Claim is { } claim)
        {
            _grants++;
            Assert.Equal(RequestStatus.Approved, before.Status);
            Assert.True(claim.ClaimedAt <= before.ApprovalLapsesAt, "no claim after the lapse");
        }

        Assert.InRange(_grants, 0, 1);
    }

    private static void AssertReport(ApprovalRequest before, ApprovalRequest after)
    {
        if (before.Report is not null)
        {
            Assert.Same(before.Report, after.Report);
        }
        else if (after.Report is not null)
        {
            Assert.NotNull(before.Claim);
        }
    }
}
