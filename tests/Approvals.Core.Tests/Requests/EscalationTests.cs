using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Core.Tests.Requests;

public class EscalationTests
{
    private static readonly Reviewer Dora = Some.Person("dora", "director");
    private static readonly TimeSpan Tier = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset HalfTime = Some.Time + (Given.Timeout / 2);

    [Fact]
    public void PeopleOfATier_AreAskedAfterItsTime_AndNotBefore()
    {
        var request = Tiered();
        Assert.Equal(Some.Time + Tier, request.DueAfter);
        Assert.IsType<ReviewOutcome.NotAReviewer>(Steps.Refused(Reviewing.Review(request, Given.Approve(Dora), Some.Time + Tier)));

        var step = Clock.Tick(request, Some.Time + Tier + Some.Tick);

        var asked = Steps.Changed(step, request, new Effect.AskTier(0, 0));
        Assert.Equal([1], asked.TiersReached);
        Assert.Equal(HalfTime, asked.DueAfter);
    }

    [Fact]
    public void PersonOfATier_FillsAnOpenSlot_WhetherOrNotATimerHasFired()
    {
        var step = Reviewing.Review(Tiered(), Given.Approve(Dora), Some.Time + Tier + Some.Tick);

        Assert.Equal([new Effect.AskTier(0, 0), new Effect.AnnounceDecision()], step.Effects);
        Assert.Equal(RequestStatus.Approved, step.State!.Status);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(60)]
    public void ApprovalThatWasOneTooMany_CountsOnceItsTierIsReached_WheneverSomebodyLooks(int minutes)
    {
        var groups = Given.Requirement(Given.Group(1, "finance"), Given.Group(1, "security")) with
        {
            Tiers = [new EscalationTier(Tier, [new("finance")], [])],
        };
        var request = Given.Submitted(Given.Evaluation(PolicyDecision.Escalate, groups));
        request = Given.Reviewed(request, Given.Approve(Given.Alice), Given.DecidedAt);
        request = Given.Reviewed(request, Given.Approve(Given.Bob), Given.DecidedAt);
        Assert.Equal(RequestStatus.Pending, request.Status);

        var step = Clock.Tick(request, Some.Time + TimeSpan.FromMinutes(minutes));

        var approved = Steps.Changed(step, request, new Effect.AnnounceDecision());
        Assert.Equal((RequestStatus.Approved, Some.Time + Tier), (approved.Status, approved.Decision!.At));
    }

    [Fact]
    public void TierAfterTheTimeoutOfAnotherRule_KeepsNoQuorumPossible()
    {
        var directory = Given.Directory() with { Reviewers = [Dora] };
        var late = Requirement() with { Tiers = [new EscalationTier(Given.Timeout, [new("director")], [])] };

        Assert.Equal(
            Decision.QuorumImpossible,
            Submitting.Submit(null, Given.Submission(), Given.Context(directory, Given.Evaluation(PolicyDecision.Escalate, late)), Some.Time)
                .State!.Decision!.Code);
    }

    [Fact]
    public void HalfTime_RemindsOnce()
    {
        var pending = Given.Pending();
        Assert.Equal(HalfTime, pending.DueAfter);

        var reminded = Steps.Changed(Clock.Tick(pending, HalfTime + Some.Tick), pending, new Effect.Remind());

        Assert.Equal(Given.Deadline, reminded.DueAfter);
        Assert.Same(reminded, Clock.Tick(reminded, Given.Deadline).Outcome);
    }

    [Fact]
    public void WhatCameDueWhileNobodyLooked_ComesAtOnce()
    {
        var request = Tiered();

        Steps.Changed(
            Clock.Tick(request, Given.Deadline), request, new Effect.AskTier(0, 0), new Effect.Remind());
    }

    [Fact]
    public void DeadlineThatPassedWhileNobodyLooked_ExpiresAndAsksNobodyAnyMore()
    {
        var request = Tiered();

        var expired = Steps.Changed(
            Clock.Tick(request, Given.Deadline + Some.Tick), request, new Effect.AnnounceDecision());

        Assert.Equal((RequestStatus.Expired, Given.Deadline), (expired.Status, expired.Decision!.At));
    }

    [Fact]
    public void TierThatCanFillTheSlot_KeepsTheQuorumPossible()
    {
        var directory = Given.Directory() with { Reviewers = [Dora] };
        var evaluation = Given.Evaluation(PolicyDecision.Escalate, Requirement());

        Assert.Equal([0], Submitting.Submit(null, Given.Submission(), Given.Context(directory, evaluation), Some.Time).State!.StepIns);
    }

    private static ApprovalRequest Tiered() => Given.Submitted(Given.Evaluation(PolicyDecision.Escalate, Requirement()));

    private static Requirement Requirement() => Given.Requirement(1, "finance") with
    {
        Tiers = [new EscalationTier(Tier, [new("director")], [])],
    };
}
