using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Requests;

namespace Approvals.Core.Tests.Requests;

public class ClaimingTests
{
    [Fact]
    public void ApprovedAction_IsClaimed()
    {
        var approved = Given.Approved();

        var step = Claiming.Claim(approved, Given.Claim(Given.Agent, Some.Executor, "op-1"), Given.Directory(), Given.ClaimedAt);

        var claimed = Steps.Changed(step, approved);
        Assert.Same(claimed, Assert.IsType<ClaimOutcome.Granted>(step.Outcome).Request);
        Assert.Equal(ExecutionState.Claimed, claimed.Execution);
        Assert.Equal(RequestStatus.Approved, claimed.Status);
        var claim = claimed.Claim!;
        Assert.Equal(Some.Executor, claim.Executor);
        Assert.Equal(Given.Agent, claim.ClaimedBy);
        Assert.Equal("op-1", claim.OperationKey);
        Assert.Equal(Given.ClaimedAt, claim.ClaimedAt);
        Assert.Equal(Given.LeaseEnd, claim.LeaseEndsAt);
        Assert.False(claim.Lapsed);
        Assert.Equal(Given.LeaseEnd, claimed.DueAfter);
    }

    [Fact]
    public void ClaimWithoutExecutor_IsForTheClaimant()
    {
        Assert.Equal("payer", ClaimOf(Given.Approved(), Given.Claim(Given.Agent)).Executor.Value);
        Assert.Equal(Some.Executor, ClaimOf(Given.Approved(), Given.Claim(Given.Executor)).Executor);
    }

    [Fact]
    public void WhatThePolicyAllowed_IsClaimed() =>
        Assert.Equal(
            Given.Executor,
            ClaimOf(Given.Submitted(Given.Evaluation(PolicyDecision.Allow)), Given.Claim(Given.Executor)).ClaimedBy);

    [Fact]
    public void LeaseEnd_IsBroughtUpToAFullSecond()
    {
        var step = Claiming.Claim(
            Given.Approved(),
            Given.Claim(Given.Agent) with { Lease = ClaimCommand.ShortestLease }, Given.Directory(),
            Given.ClaimedAt + TimeSpan.FromMilliseconds(999));

        Assert.Equal(Given.ClaimedAt + TimeSpan.FromSeconds(2), step.State!.Claim!.LeaseEndsAt);
    }

    [Fact]
    public void ClaimAtTheLapse_Counts() =>
        Assert.IsType<ClaimOutcome.Granted>(Claiming.Claim(
            Given.Approved(), Given.Claim(Given.Agent), Given.Directory(), Given.DecidedAt + Given.ValidFor).Outcome);

    [Fact]
    public void ClaimAfterTheLapse_IsRefused()
    {
        var lapse = Given.DecidedAt + Given.ValidFor;

        var step = Claiming.Claim(Given.Approved(), Given.Claim(Given.Agent), Given.Directory(), lapse + Some.Tick);

        Assert.Equal(lapse, Assert.IsType<ClaimOutcome.ApprovalLapsed>(step.Outcome).At);
        Assert.Empty(step.Effects);
        Assert.Null(step.State!.Claim);
    }

    [Fact]
    public void ApprovalThatWasRefusedAsLapsed_StaysLapsed_WhateverTheClockSays()
    {
        var lapse = Given.DecidedAt + Given.ValidFor;
        var refused = Claiming.Claim(Given.Approved(), Given.Claim(Given.Agent), Given.Directory(), lapse + Some.Tick).State!;

        Assert.IsType<ClaimOutcome.ApprovalLapsed>(Steps.Refused(Claiming.Claim(refused, Given.Claim(Given.Agent), Given.Directory(), Given.DecidedAt)));
    }

    [Fact]
    public void PendingOrDeniedAction_IsNotClaimed()
    {
        var pending = Assert.IsType<ClaimOutcome.NotApproved>(Refused(Given.Pending(), Given.Claim(Given.Agent)));
        Assert.Equal(RequestStatus.Pending, pending.Status);
        Assert.Null(pending.Decision);

        var denied = Assert.IsType<ClaimOutcome.NotApproved>(Refused(Given.Denied(), Given.Claim(Given.Agent)));
        Assert.Equal(RequestStatus.Denied, denied.Status);
        Assert.Equal([Given.Alice.Id], denied.Decision!.Reviewers);
    }

    [Fact]
    public void ClaimAfterTheDeadline_FindsTheRequestExpired()
    {
        var pending = Given.Pending();

        var step = Claiming.Claim(pending, Given.Claim(Given.Agent), Given.Directory(), Given.Deadline + Some.Tick);

        Assert.Equal(RequestStatus.Expired, Steps.Changed(step, pending, new Effect.AnnounceDecision()).Status);
        Assert.Equal(RequestStatus.Expired, Assert.IsType<ClaimOutcome.NotApproved>(step.Outcome).Status);
    }

    [Fact]
    public void ClaimOfSomethingElse_IsRefusedWithWhatWasApproved() =>
        Assert.Equal(Some.Action.Digest, Assert.IsType<ClaimOutcome.DigestMismatch>(
            Refused(Given.Approved(), Given.Claim(Given.Agent, digest: Some.OtherDigest))).Expected);

    [Fact]
    public void ExecutorThatDoesNotKnowTheDigest_FindsNothing() =>
        Assert.IsType<ClaimOutcome.NotFound>(
            Refused(Given.Approved(), Given.Claim(Given.Executor, digest: Some.OtherDigest)));

    [Fact]
    public void AnotherAgent_FindsNothing() =>
        Assert.IsType<ClaimOutcome.NotFound>(
            Refused(Given.Approved(), Given.Claim(new Claimant.Agent(Some.OtherAgent), digest: Some.OtherDigest)));

    [Fact]
    public void Executor_ClaimsForItselfOnly()
    {
        Assert.IsType<ClaimOutcome.ForAnotherExecutor>(
            Refused(Given.Approved(), Given.Claim(Given.Executor, new ExecutorId("other"))));
        Assert.Equal(Some.Executor, ClaimOf(Given.Approved(), Given.Claim(Given.Executor, Some.Executor)).Executor);
    }

    [Fact]
    public void SameOperationAgain_GetsTheSameGrantWithoutANewState()
    {
        var claimed = Given.Claimed();

        var outcome = Steps.Refused(Claiming.Claim(
            claimed, Given.Claim(Given.Agent, Some.Executor, "op-1"), Given.Directory(), Given.ClaimedAt + TimeSpan.FromMinutes(1)));

        Assert.Same(claimed, Assert.IsType<ClaimOutcome.Granted>(outcome).Request);
    }

    [Fact]
    public void SecondClaim_IsRefused()
    {
        var claimed = Given.Claimed();
        ClaimCommand[] others =
        [
            Given.Claim(Given.Agent, Some.Executor, "op-2"),
            Given.Claim(Given.Agent, Some.Executor),
            Given.Claim(Given.Agent, new ExecutorId("other"), "op-1"),
            Given.Claim(Given.Executor, Some.Executor, "op-1"),
            Given.Claim(new Claimant.Executor(new ExecutorId("other")), null, "op-1"),
        ];

        Assert.All(others, other =>
            Assert.Same(claimed.Claim, Assert.IsType<ClaimOutcome.AlreadyClaimed>(Refused(claimed, other)).Claim));
    }

    [Fact]
    public void ClaimsWithoutOperationKey_AreNeverTheSame()
    {
        var claimed = Claiming.Claim(Given.Approved(), Given.Claim(Given.Agent), Given.Directory(), Given.ClaimedAt).State!;

        Assert.IsType<ClaimOutcome.AlreadyClaimed>(Refused(claimed, Given.Claim(Given.Agent)));
    }

    private static Claim ClaimOf(ApprovalRequest request, ClaimCommand command) =>
        Steps.Changed(Claiming.Claim(request, command, Given.Directory(), Given.ClaimedAt), request).Claim!;

    private static ClaimOutcome Refused(ApprovalRequest request, ClaimCommand command) =>
        Steps.Refused(Claiming.Claim(request, command, Given.Directory(), Given.ClaimedAt));
}
