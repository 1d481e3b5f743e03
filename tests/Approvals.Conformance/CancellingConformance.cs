using Approvals.Conformance.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Requests;

namespace Approvals.Conformance;

/// <summary>Cancelling: the requester takes back what nobody has decided.</summary>
public abstract class CancellingConformance(OpenEngine open) : ConformanceTest(open)
{
    [Fact]
    public async Task Cancellation_Decides()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        await Engine.ReviewedAsync(request, Demo.Alice);
        await Engine.AdvanceAsync(TimeSpan.FromSeconds(1));

        var cancelled = Assert.IsType<CancelOutcome.Recorded>(await Engine.CancelAsync(request)).Request;

        Assert.Equal((RequestStatus.Cancelled, DecidedBy.Requester), (cancelled.Status, cancelled.Decision!.By));
        Assert.Equal(Engine.Now, cancelled.Decision.At);
        Assert.Single(cancelled.Reviews);
        Comparing.AssertSame(cancelled, await Engine.FindAsync(request));
        var refused = Assert.IsType<ReviewOutcome.AlreadyDecided>(await Engine.ReviewAsync(request, Demo.Bob));
        Assert.Equal(RequestStatus.Cancelled, refused.Decision.Status);
    }

    [Fact]
    public async Task SecondCancellation_IsARepetition()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        var cancelled = Assert.IsType<CancelOutcome.Recorded>(await Engine.CancelAsync(request)).Request;

        Comparing.AssertSame(cancelled, Assert.IsType<CancelOutcome.Repeated>(await Engine.CancelAsync(request)).Request);
    }

    [Fact]
    public async Task RequestOfAnotherAgent_IsNotFound()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));

        Assert.IsType<CancelOutcome.NotFound>(await Engine.CancelAsync(request, new AgentId("other-agent")));
        Comparing.AssertSame(request, await Engine.FindAsync(request));
    }

    [Theory]
    [InlineData(Verdict.Approve, RequestStatus.Approved)]
    [InlineData(Verdict.Deny, RequestStatus.Denied)]
    public async Task WhatPeopleDecided_StaysDecided(Verdict verdict, RequestStatus status)
    {
        var request = await Engine.SubmitAsync(Demo.Release("release"));
        var decided = await Engine.ReviewedAsync(request, Demo.Carol, verdict);

        var refused = Assert.IsType<CancelOutcome.AlreadyDecided>(await Engine.CancelAsync(request));

        Assert.Equal((status, decided.Decision!.At), (refused.Decision.Status, refused.Decision.At));
        Assert.Equal([Demo.Carol], refused.Decision.Reviewers);
        Comparing.AssertSame(decided, await Engine.FindAsync(request));
    }
}
