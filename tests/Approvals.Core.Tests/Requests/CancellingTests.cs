using Approvals.Core.Requests;

namespace Approvals.Core.Tests.Requests;

public class CancellingTests
{
    [Fact]
    public void WhatWaits_IsTakenBackByItsAgent()
    {
        var pending = Given.Pending();

        var step = Cancelling.Cancel(pending, Some.Agent, Given.DecidedAt);

        var cancelled = Steps.Changed(step, pending, new Effect.AnnounceDecision());
        Assert.Equal(
            (RequestStatus.Cancelled, DecidedBy.Requester, Given.DecidedAt),
            (cancelled.Status, cancelled.Decision!.By, cancelled.Decision.At));
        Assert.Null(cancelled.DueAfter);
        Assert.Same(cancelled, Assert.IsType<CancelOutcome.Recorded>(step.Outcome).Request);
    }

    [Fact]
    public void CancelledAgain_IsAnsweredAsBefore()
    {
        var cancelled = Cancelling.Cancel(Given.Pending(), Some.Agent, Given.DecidedAt).State!;

        Assert.Same(cancelled, Assert.IsType<CancelOutcome.Repeated>(
            Steps.Refused(Cancelling.Cancel(cancelled, Some.Agent, Given.ClaimedAt))).Request);
    }

    [Fact]
    public void AnotherAgent_FindsNothing() =>
        Assert.IsType<CancelOutcome.NotFound>(
            Steps.Refused(Cancelling.Cancel(Given.Pending(), Some.OtherAgent, Given.DecidedAt)));

    [Fact]
    public void LoserIsToldTheDecision()
    {
        var approved = Given.Approved();

        Assert.Same(approved.Decision, Assert.IsType<CancelOutcome.AlreadyDecided>(
            Steps.Refused(Cancelling.Cancel(approved, Some.Agent, Given.ClaimedAt))).Decision);
    }

    [Fact]
    public void ReviewAfterTheCancellation_IsToldOfIt()
    {
        var cancelled = Cancelling.Cancel(Given.Pending(), Some.Agent, Given.DecidedAt).State!;

        var outcome = Steps.Refused(Reviewing.Review(cancelled, Given.Approve(Given.Alice), Given.ClaimedAt));

        Assert.Equal(RequestStatus.Cancelled, Assert.IsType<ReviewOutcome.AlreadyDecided>(outcome).Decision.Status);
    }

    [Fact]
    public void CancelAfterTheDeadline_FindsTheRequestExpired()
    {
        var pending = Given.Pending();

        var step = Cancelling.Cancel(pending, Some.Agent, Given.Deadline + Some.Tick);

        Steps.Changed(step, pending, new Effect.AnnounceDecision());
        Assert.Equal(RequestStatus.Expired, Assert.IsType<CancelOutcome.AlreadyDecided>(step.Outcome).Decision.Status);
    }
}
