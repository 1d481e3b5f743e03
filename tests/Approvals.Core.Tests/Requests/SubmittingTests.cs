using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Requests;

namespace Approvals.Core.Tests.Requests;

public class SubmittingTests
{
    private static readonly Evaluation Escalated =
        Given.Evaluation(PolicyDecision.Escalate, Given.Requirement(1, "finance"));

    [Fact]
    public void EscalatedAction_WaitsForReviewersUntilItsDeadline()
    {
        var step = Submitting.Submit(null, Given.Submission(), Given.Context(Given.Directory("carol"), Escalated), Some.Time);

        var request = Assert.IsType<SubmitOutcome.Created>(step.Outcome).Request;
        Assert.Same(request, step.State);
        Assert.Equal([new Effect.AskReviewers()], step.Effects);
        Assert.Equal(1, request.Version);
        Assert.Equal(RequestStatus.Pending, request.Status);
        Assert.Equal(ExecutionState.None, request.Execution);
        Assert.Equal(Given.Deadline, request.ExpiresAt);
        Assert.Equal(Some.Time + (Given.Timeout / 2), request.DueAfter);
        Assert.Equal((Some.Time, Some.Time), (request.CreatedAt, request.UpdatedAt));
        Assert.Equal(Given.Carol.Id, request.Owner);
        Assert.Same(Escalated, request.Evaluation);
        Assert.Null(request.ApprovalLapsesAt);
    }

    [Theory]
    [InlineData(PolicyDecision.Allow, RequestStatus.Approved)]
    [InlineData(PolicyDecision.Deny, RequestStatus.Denied)]
    public void ActionThatThePolicyDecides_IsDecidedAtOnceAndAsksNobody(PolicyDecision decision, RequestStatus status)
    {
        var step = Submitting.Submit(null, Given.Submission(), Given.Context(Given.Directory(), Given.Evaluation(decision)), Some.Time);

        var request = Assert.IsType<SubmitOutcome.Created>(step.Outcome).Request;
        Assert.Empty(step.Effects);
        Assert.Null(request.ExpiresAt);
        Assert.Null(request.DueAfter);
        Assert.Equal(status, request.Decision!.Status);
        Assert.Equal(DecidedBy.Policy, request.Decision.By);
        Assert.Empty(request.Decision.Reviewers);
        Assert.Equal(Some.Time, request.Decision.At);
        Assert.Equal("Payments over $100 require approval", request.Decision.Reason);
    }

    [Fact]
    public void ApprovalByThePolicy_LapsesToo() =>
        Assert.Equal(Some.Time + Given.ValidFor, Given.Submitted(Given.Evaluation(PolicyDecision.Allow)).ApprovalLapsesAt);

    [Fact]
    public void SameSubmissionAgain_IsAnsweredWithTheRequestAsItStands()
    {
        var approved = Given.Approved();

        var outcome = Steps.Refused(Submitting.Submit(
            approved, Given.Submission(), Given.Context(Given.Directory(), Given.Evaluation(PolicyDecision.Deny)), Given.ClaimedAt));

        Assert.Same(approved, Assert.IsType<SubmitOutcome.Repeated>(outcome).Request);
    }

    [Fact]
    public void OtherSubmissionUnderTheSameKey_IsRefused()
    {
        var pending = Given.Pending();

        var outcome = Steps.Refused(Submitting.Submit(
            pending, Given.Submission("second"), Given.Context(Given.Directory(), Escalated), Given.DecidedAt));

        Assert.Same(pending, Assert.IsType<SubmitOutcome.IdempotencyMismatch>(outcome).Request);
    }

    [Fact]
    public void SameSubmissionOfAnotherAgent_IsNotAnsweredWithTheirRequest()
    {
        var theirs = Given.Approved();

        var outcome = Steps.Refused(Submitting.Submit(
            theirs, Given.Submission() with { Agent = new AgentId("other-agent") }, Given.Context(Given.Directory(), Escalated), Given.ClaimedAt));

        Assert.IsType<SubmitOutcome.IdempotencyMismatch>(outcome);
    }

    [Fact]
    public void SameSubmissionAfterTheDeadline_FindsItExpired()
    {
        var pending = Given.Pending();

        var step = Submitting.Submit(pending, Given.Submission(), Given.Context(Given.Directory(), Escalated), Given.Deadline + Some.Tick);

        var expired = Steps.Changed(step, pending, new Effect.AnnounceDecision());
        Assert.Equal(RequestStatus.Expired, expired.Status);
        Assert.Same(expired, Assert.IsType<SubmitOutcome.Repeated>(step.Outcome).Request);
    }
}
