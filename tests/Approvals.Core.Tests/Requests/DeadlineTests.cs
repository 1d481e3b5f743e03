using Approvals.Core.Requests;

namespace Approvals.Core.Tests.Requests;

public class DeadlineTests
{
    [Fact]
    public void ReviewAtTheDeadline_Counts()
    {
        var pending = Given.Pending() with { Reminded = true };

        var approved = Steps.Changed(
            Reviewing.Review(pending, Given.Approve(Given.Alice), Given.Deadline), pending, new Effect.AnnounceDecision());

        Assert.Equal(RequestStatus.Approved, approved.Status);
    }

    [Fact]
    public void ReviewAfterDeadline_IsRefusedAndTheExpiryIsStoredThoughNoTimerFired()
    {
        var pending = Given.Pending();

        var step = Reviewing.Review(pending, Given.Approve(Given.Alice), Given.Deadline + Some.Tick);

        var expired = Steps.Changed(step, pending, new Effect.AnnounceDecision());
        Assert.Equal(RequestStatus.Expired, expired.Status);
        Assert.Empty(expired.Reviews);
        Assert.Same(expired.Decision, Assert.IsType<ReviewOutcome.Expired>(step.Outcome).Decision);
        Assert.Equal(DecidedBy.Deadline, expired.Decision!.By);
        Assert.Empty(expired.Decision.Reviewers);
        Assert.Equal(Given.Deadline, expired.Decision.At);
        Assert.Equal(Given.Deadline + Some.Tick, expired.UpdatedAt);
        Assert.Equal(
            "Not approved within 15m (Payments over $100 require approval); no answer in time is a denial",
            expired.Decision.Reason);
    }

    [Fact]
    public void ReviewOfAnExpiredRequest_IsRefusedWithoutANewState()
    {
        var expired = Clock.Tick(Given.Pending(), Given.Deadline + Some.Tick).State!;

        Assert.IsType<ReviewOutcome.Expired>(Steps.Refused(Reviewing.Review(
            expired, Given.Deny(Given.Alice), Given.Deadline + Some.Tick)));
    }

    [Fact]
    public void ReviewAfterDeadlineByOneWhoMayNot_StillStoresTheExpiry()
    {
        var pending = Given.Pending();

        var step = Reviewing.Review(pending, Given.Approve(Given.Carol), Given.Deadline + Some.Tick);

        Assert.IsType<ReviewOutcome.NotAReviewer>(step.Outcome);
        Assert.Equal(RequestStatus.Expired, Steps.Changed(step, pending, new Effect.AnnounceDecision()).Status);
    }

    [Fact]
    public void ReviewsOfALapsedQuorum_AreKept()
    {
        var half = Given.Reviewed(Given.Pending(2), Given.Approve(Given.Alice), Given.DecidedAt);

        var expired = Clock.Tick(half, Given.Deadline + Some.Tick).State!;

        Assert.Equal(RequestStatus.Expired, expired.Status);
        Assert.Equal(Given.Alice.Id, Assert.Single(expired.Reviews).Reviewer);
        Assert.IsType<ReviewOutcome.Repeated>(Steps.Refused(
            Reviewing.Review(expired, Given.Approve(Given.Alice), Given.Deadline + Some.Tick)));
    }

    [Fact]
    public void TickAtTheDeadline_ChangesNothing()
    {
        var pending = Given.Pending() with { Reminded = true };

        Assert.Same(pending, Steps.Refused(Clock.Tick(pending, Given.Deadline)));
    }

    [Fact]
    public void TickAfterTheDeadline_Expires()
    {
        var pending = Given.Pending();

        var step = Clock.Tick(pending, Given.Deadline + Some.Tick);

        var expired = Steps.Changed(step, pending, new Effect.AnnounceDecision());
        Assert.Equal(RequestStatus.Expired, expired.Status);
        Assert.Null(expired.DueAfter);
        Assert.Same(expired, Steps.Refused(Clock.Tick(expired, Given.Deadline + TimeSpan.FromDays(1))));
    }

    [Fact]
    public void TickOnADecidedRequest_ChangesNothing()
    {
        Steps.Refused(Clock.Tick(Given.Denied(), Given.Deadline + TimeSpan.FromDays(1)));
        Steps.Refused(Clock.Tick(Given.Approved(), Given.Deadline + TimeSpan.FromDays(1)));
    }

    [Fact]
    public void ClockThatWasSetBack_DoesNotTakeTheRecordWithIt()
    {
        var half = Given.Reviewed(Given.Pending(2), Given.Approve(Given.Alice), Given.ClaimedAt);

        var approved = Given.Reviewed(half, Given.Approve(Given.Bob), Some.Time - TimeSpan.FromHours(1));

        Assert.Equal(Given.ClaimedAt, approved.UpdatedAt);
        Assert.Equal(Given.ClaimedAt, approved.Reviews[1].At);
        Assert.Equal(Given.ClaimedAt, approved.Decision!.At);
    }

    [Fact]
    public void ClockThatWasSetBack_DoesNotReviveAnExpiredRequest()
    {
        var expired = Clock.Tick(Given.Pending(), Given.Deadline + Some.Tick).State!;

        Assert.IsType<ReviewOutcome.Expired>(Steps.Refused(Reviewing.Review(
            expired, Given.Approve(Given.Alice), Some.Time)));
    }
}
