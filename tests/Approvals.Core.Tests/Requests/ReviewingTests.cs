using Approvals.Core.Policies;
using Approvals.Core.Requests;

namespace Approvals.Core.Tests.Requests;

public class ReviewingTests
{
    [Fact]
    public void LastApprovalNeeded_Approves()
    {
        var pending = Given.Pending();

        var step = Reviewing.Review(pending, Given.Approve(Given.Alice, "looks right"), Given.DecidedAt);

        var approved = Steps.Changed(step, pending, new Effect.AnnounceDecision());
        Assert.Same(approved, Assert.IsType<ReviewOutcome.Recorded>(step.Outcome).Request);
        Assert.Equal(RequestStatus.Approved, approved.Status);
        Assert.Equal(DecidedBy.People, approved.Decision!.By);
        Assert.Equal([Given.Alice.Id], approved.Decision.Reviewers);
        Assert.Equal(Given.DecidedAt, approved.Decision.At);
        Assert.Equal("Approved by alice", approved.Decision.Reason);
        Assert.Equal(Given.DecidedAt + Given.ValidFor, approved.ApprovalLapsesAt);
        Assert.Equal(Given.DecidedAt, approved.UpdatedAt);
        Assert.Null(approved.DueAfter);
    }

    [Fact]
    public void Review_IsKeptAsItWasGiven()
    {
        var review = Assert.Single(Given.Reviewed(Given.Pending(), Given.Approve(Given.Bob, "fine"), Given.DecidedAt).Reviews);

        Assert.Equal(Given.Bob.Id, review.Reviewer);
        Assert.Equal(Verdict.Approve, review.Verdict);
        Assert.Equal("fine", review.Comment);
        Assert.Equal("api", review.Channel);
        Assert.Equal(Given.DecidedAt, review.At);
        Assert.Equal(Some.Action.Digest, review.Digest);
        Assert.Equal(Given.Bob.Roles, review.Roles);
    }

    [Fact]
    public void ThresholdOfTwo_NeedsTwoPersons()
    {
        var pending = Given.Pending(threshold: 2);

        var first = Steps.Changed(Reviewing.Review(pending, Given.Approve(Given.Alice), Given.DecidedAt), pending);
        Assert.Equal(RequestStatus.Pending, first.Status);
        Assert.Equal(1, first.ApprovalsNeeded);

        var again = Steps.Refused(Reviewing.Review(first, Given.Approve(Given.Alice), Given.DecidedAt));
        Assert.Equal(RequestStatus.Pending, Assert.IsType<ReviewOutcome.Repeated>(again).Request.Status);

        var second = Steps.Changed(
            Reviewing.Review(first, Given.Approve(Given.Bob), Given.ClaimedAt), first, new Effect.AnnounceDecision());
        Assert.Equal(RequestStatus.Approved, second.Status);
        Assert.Equal([Given.Alice.Id, Given.Bob.Id], second.Decision!.Reviewers);
        Assert.Equal("Approved by alice, bob", second.Decision.Reason);
    }

    [Fact]
    public void EveryRequirement_MustBeMet()
    {
        var pending = Given.Submitted(Given.Evaluation(
            PolicyDecision.Escalate, Given.Requirement(1, "finance"), Given.Requirement(1, "security")));

        var finance = Given.Reviewed(pending, Given.Approve(Given.Alice), Given.DecidedAt);
        Assert.Equal(RequestStatus.Pending, finance.Status);
        var moreFinance = Given.Reviewed(finance, Given.Approve(Given.Bob), Given.DecidedAt);
        Assert.Equal(RequestStatus.Pending, moreFinance.Status);
        Assert.Equal(RequestStatus.Approved, Given.Reviewed(moreFinance, Given.Approve(Given.Carol), Given.DecidedAt).Status);
    }

    [Fact]
    public void PersonWithBothRoles_FillsASlotInEachRequirement()
    {
        var pending = Given.Submitted(Given.Evaluation(
            PolicyDecision.Escalate, Given.Requirement(1, "finance"), Given.Requirement(1, "admin")));

        Assert.Equal(RequestStatus.Approved, Given.Reviewed(pending, Given.Approve(Given.Bob), Given.DecidedAt).Status);
    }

    [Fact]
    public void FirstDenial_Decides()
    {
        var first = Given.Reviewed(Given.Pending(threshold: 3), Given.Approve(Given.Alice), Given.DecidedAt);

        var step = Reviewing.Review(first, Given.Deny(Given.Bob, "wrong account"), Given.ClaimedAt);

        var denied = Steps.Changed(step, first, new Effect.AnnounceDecision());
        Assert.IsType<ReviewOutcome.Recorded>(step.Outcome);
        Assert.Equal(RequestStatus.Denied, denied.Status);
        Assert.Equal(DecidedBy.People, denied.Decision!.By);
        Assert.Equal([Given.Bob.Id], denied.Decision.Reviewers);
        Assert.Equal("Denied by bob: wrong account", denied.Decision.Reason);
        Assert.Null(denied.ApprovalLapsesAt);
    }
}
