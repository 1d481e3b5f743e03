using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Core.Tests.Requests;

public class PendingLimitTests
{
    private static readonly Evaluation Escalated = Given.Evaluation(PolicyDecision.Escalate, Given.Requirement(1, "finance"));

    [Fact]
    public void AgentWithAsManyWaitingAsMay_MakesNoMoreWait()
    {
        Assert.IsType<SubmitOutcome.Created>(Submit(Escalated, pending: 99).Outcome);

        var outcome = Steps.Refused(Submit(Escalated, pending: 100));

        Assert.Equal(100, Assert.IsType<SubmitOutcome.TooManyPending>(outcome).Limit);
    }

    [Theory]
    [InlineData(PolicyDecision.Allow)]
    [InlineData(PolicyDecision.Deny)]
    public void WhatWaitsForNobody_IsNotLimited(PolicyDecision decision) =>
        Assert.IsType<SubmitOutcome.Created>(Submit(Given.Evaluation(decision), pending: 100).Outcome);

    [Fact]
    public void TenantSaysHowMany()
    {
        Assert.IsType<SubmitOutcome.Created>(Submit(Escalated, pending: 2, limit: 3).Outcome);
        Assert.Equal(3, Assert.IsType<SubmitOutcome.TooManyPending>(Submit(Escalated, pending: 3, limit: 3).Outcome).Limit);
    }

    [Fact]
    public void RepetitionOfWhatWaits_IsAnswered()
    {
        var pending = Given.Pending();

        var step = Submitting.Submit(pending, Given.Submission(), new SubmissionContext(Given.Directory(), Escalated, 100, null), Given.DecidedAt);

        Assert.IsType<SubmitOutcome.Repeated>(Steps.Refused(step));
    }

    private static Step<SubmitOutcome> Submit(Evaluation evaluation, int pending, int? limit = null)
    {
        Tenant tenant = Given.Directory() with { PendingPerAgent = limit };
        return Submitting.Submit(null, Given.Submission(), new SubmissionContext(tenant, evaluation, pending, null), Some.Time);
    }
}
