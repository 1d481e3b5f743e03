using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Core.Tests.Requests;

public class ReviewRefusalTests
{
    [Fact]
    public void PersonWithoutTheRole_IsNoReviewer() => AssertNotAReviewer(Given.Carol);

    [Fact]
    public void PersonWithoutAnyRole_IsNoReviewer() => AssertNotAReviewer(Some.Person("dave"));

    [Fact]
    public void RoleInOtherLetterCase_IsAnotherRole() => AssertNotAReviewer(Some.Person("dave", "Finance"));

    [Fact]
    public void InactivePerson_IsNoReviewer() => AssertNotAReviewer(Given.Alice with { Active = false });

    [Fact]
    public void PersonWhoLostTheRole_IsNoReviewerEvenWithAnEarlierReview()
    {
        var reviewed = Given.Reviewed(Given.Pending(2), Given.Approve(Given.Alice), Given.DecidedAt);

        Assert.IsType<ReviewOutcome.NotAReviewer>(Steps.Refused(Reviewing.Review(
            reviewed, Given.Approve(Given.Alice with { Roles = [] }), Given.ClaimedAt)));
    }

    [Theory]
    [InlineData("olga")]
    [InlineData("bert")]
    public void OwnerAndBeneficiary_DoNotReviewTheirOwn(string person)
    {
        var own = Some.Person(person, "finance");

        Assert.IsType<ReviewOutcome.SelfReview>(Refused(Given.Approve(own)));
        Assert.IsType<ReviewOutcome.SelfReview>(Refused(Given.Deny(own)));
    }

    [Fact]
    public void ReviewOfSomethingElse_IsRefusedWithWhatIsAsked()
    {
        var command = Given.Approve(Given.Alice) is var right ? right with { Input = right.Input with { Digest = Some.OtherDigest } } : right;

        Assert.Equal(Some.Action.Digest, Assert.IsType<ReviewOutcome.DigestMismatch>(Refused(command)).Expected);
    }

    [Fact]
    public void SameVerdictAgain_IsAnsweredAsBefore()
    {
        var first = Given.Reviewed(Given.Pending(2), Given.Approve(Given.Alice, "one"), Given.DecidedAt);

        var outcome = Steps.Refused(Reviewing.Review(first, Given.Approve(Given.Alice, "two"), Given.ClaimedAt));

        Assert.Same(first, Assert.IsType<ReviewOutcome.Repeated>(outcome).Request);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public void SameVerdictAgainAfterTheDecision_IsAnsweredAsBefore(int minutesLater)
    {
        var approved = Given.Approved();

        var outcome = Steps.Refused(Reviewing.Review(
            approved, Given.Approve(Given.Alice), Given.DecidedAt + TimeSpan.FromMinutes(minutesLater)));

        Assert.Same(approved, Assert.IsType<ReviewOutcome.Repeated>(outcome).Request);
    }

    [Fact]
    public void OtherVerdict_IsRefusedWithTheFirst()
    {
        var first = Given.Reviewed(Given.Pending(2), Given.Approve(Given.Alice), Given.DecidedAt);

        var outcome = Steps.Refused(Reviewing.Review(first, Given.Deny(Given.Alice), Given.ClaimedAt));

        Assert.Same(first.Reviews[0], Assert.IsType<ReviewOutcome.AlreadyReviewed>(outcome).Review);
    }

    [Fact]
    public void LoserOfTheRace_IsToldWhatWasDecidedByWhomAndWhen()
    {
        foreach (var decided in new[] { Given.Approved(), Given.Denied() })
        {
            foreach (var late in new[] { Given.Approve(Given.Bob), Given.Deny(Given.Bob) })
            {
                var outcome = Steps.Refused(Reviewing.Review(decided, late, Given.DecidedAt));

                var decision = Assert.IsType<ReviewOutcome.AlreadyDecided>(outcome).Decision;
                Assert.Equal(decided.Status, decision.Status);
                Assert.Equal([Given.Alice.Id], decision.Reviewers);
                Assert.Equal(Given.DecidedAt, decision.At);
            }
        }
    }

    [Theory]
    [InlineData(PolicyDecision.Allow)]
    [InlineData(PolicyDecision.Deny)]
    public void WhatThePolicyDecided_HasNoReviewers(PolicyDecision decision) =>
        Assert.IsType<ReviewOutcome.NotAReviewer>(Steps.Refused(Reviewing.Review(
            Given.Submitted(Given.Evaluation(decision)), Given.Approve(Given.Alice), Given.DecidedAt)));

    private static void AssertNotAReviewer(Reviewer person)
    {
        Assert.IsType<ReviewOutcome.NotAReviewer>(Refused(Given.Approve(person)));
        Assert.IsType<ReviewOutcome.NotAReviewer>(Refused(Given.Deny(person)));
    }

    private static ReviewOutcome Refused(ReviewCommand command) =>
        Steps.Refused(Reviewing.Review(Given.Pending(), command, Given.DecidedAt));
}
