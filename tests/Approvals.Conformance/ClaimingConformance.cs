using Approvals.Conformance.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Conformance;

/// <summary>Claims: the permit is handed out at most once, and only for what was approved.</summary>
public abstract class ClaimingConformance(OpenEngine open) : ConformanceTest(open)
{
    private static readonly Claimant Payments = new Claimant.Executor(new ExecutorId("payments"));

    [Fact]
    public async Task Claim_RecordsWhoExecutesAndForHowLong()
    {
        var approved = await Engine.SubmitApprovedAsync("pay");
        await Engine.AdvanceAsync(TimeSpan.FromSeconds(10));

        var answer = await Engine.ClaimAsync(approved, Commands.ClaimOf(approved) with { Executor = new ExecutorId("bank"), Lease = TimeSpan.FromMinutes(2) });

        var claimed = Assert.IsType<ClaimOutcome.Granted>(answer.Outcome).Request;
        Assert.NotNull(answer.Permit);
        Assert.Equal((new ExecutorId("bank"), Engine.Now), (claimed.Claim!.Executor, claimed.Claim.ClaimedAt));
        Assert.InRange(claimed.Claim.LeaseEndsAt, Engine.Now + TimeSpan.FromSeconds(120), Engine.Now + TimeSpan.FromSeconds(121));
        Assert.Equal(ExecutionState.Claimed, claimed.Execution);
        Comparing.AssertSame(claimed, await Engine.FindAsync(approved));
    }

    [Fact]
    public async Task ActionThatThePolicyAllows_IsClaimedLikeAnyOther()
    {
        var allowed = await Engine.SubmitAsync(Demo.Payment("small", amount: 1));

        var answer = await Engine.ClaimAsync(allowed);

        Assert.NotNull(answer.Permit);
        Assert.IsType<ClaimOutcome.Granted>(answer.Outcome);
    }

    [Fact]
    public async Task SameOperation_GetsTheSamePermitAndNoOther()
    {
        var approved = await Engine.SubmitApprovedAsync("pay");
        var first = await Engine.ClaimAsync(approved, "operation");

        var again = await Engine.ClaimAsync(approved, "operation");
        var other = await Engine.ClaimAsync(approved, "another operation");
        var otherExecutor = await Engine.ClaimAsync(
            approved, Commands.ClaimOf(approved, "operation") with { Executor = new ExecutorId("bank") });

        Assert.IsType<ClaimOutcome.Granted>(again.Outcome);
        Assert.Equal(first.Permit, again.Permit);
        AssertClaimedAlready(other);
        AssertClaimedAlready(otherExecutor);
    }

    [Fact]
    public async Task ClaimWithoutAKey_IsNeverARepetition()
    {
        var approved = await Engine.SubmitApprovedAsync("pay");

        Assert.NotNull((await Engine.ClaimAsync(approved, operationKey: null)).Permit);
        AssertClaimedAlready(await Engine.ClaimAsync(approved, operationKey: null));
    }

    [Fact]
    public async Task Executor_ClaimsForItselfAlone()
    {
        var approved = await Engine.SubmitApprovedAsync("pay");
        var claim = Commands.ClaimOf(approved) with { Claimant = Payments };

        var forAnother = await Engine.ClaimAsync(approved, claim with { Executor = new ExecutorId("bank") });
        var forItself = await Engine.ClaimAsync(approved, claim);

        Assert.IsType<ClaimOutcome.ForAnotherExecutor>(forAnother.Outcome);
        Assert.Null(forAnother.Permit);
        Assert.Equal(Payments.AsExecutor, Assert.IsType<ClaimOutcome.Granted>(forItself.Outcome).Request.Claim!.Executor);
    }

    [Fact]
    public async Task ExecutorThatTheTenantDoesNotList_GetsNoPermitWhereItListsAny()
    {
        await Engine.PutAsync(new TenantChange.PutExecutor(new Executor(new ExecutorId("bank"))));
        var approved = await Engine.SubmitApprovedAsync("pay");

        var unknown = await Engine.ClaimAsync(approved, Commands.ClaimOf(approved) with { Executor = new ExecutorId("payments") });
        var known = await Engine.ClaimAsync(approved, Commands.ClaimOf(approved) with { Executor = new ExecutorId("bank") });

        Assert.Equal(new ExecutorId("payments"), Assert.IsType<ClaimOutcome.UnknownExecutor>(unknown.Outcome).Executor);
        Assert.Null(unknown.Permit);
        Assert.NotNull(known.Permit);
    }

    [Fact]
    public async Task OtherDigest_GetsNothing()
    {
        var approved = await Engine.SubmitApprovedAsync("pay");
        var digest = Demo.Payment("pay", amount: 5_000).Action.Digest;

        var byAgent = await Engine.ClaimAsync(approved, Commands.ClaimOf(approved) with { Digest = digest });
        var byExecutor = await Engine.ClaimAsync(approved, Commands.ClaimOf(approved) with { Digest = digest, Claimant = Payments });

        Assert.Equal(approved.Action.Digest, Assert.IsType<ClaimOutcome.DigestMismatch>(byAgent.Outcome).Expected);
        Assert.IsType<ClaimOutcome.NotFound>(byExecutor.Outcome);
        Assert.Equal((null, null), (byAgent.Permit, byExecutor.Permit));
        Comparing.AssertSame(approved, await Engine.FindAsync(approved));
    }

    [Fact]
    public async Task RequestOfAnotherAgent_IsNotFound()
    {
        var approved = await Engine.SubmitApprovedAsync("pay");

        var answer = await Engine.ClaimAsync(
            approved, Commands.ClaimOf(approved) with { Claimant = new Claimant.Agent(new AgentId("other-agent")) });

        Assert.IsType<ClaimOutcome.NotFound>(answer.Outcome);
        Assert.Null(answer.Permit);
    }

    [Fact]
    public async Task WhatWasNotApproved_GetsNoPermit()
    {
        var pending = await Engine.SubmitAsync(Demo.Payment("pending"));
        var denied = await Engine.SubmitAsync(Demo.Payment("denied"));
        await Engine.ReviewedAsync(denied, Demo.Alice, Verdict.Deny);
        var cancelled = await Engine.SubmitAsync(Demo.Payment("cancelled"));
        await Engine.CancelAsync(cancelled);

        await AssertNotApprovedAsync(pending, RequestStatus.Pending);
        await AssertNotApprovedAsync(denied, RequestStatus.Denied);
        await AssertNotApprovedAsync(cancelled, RequestStatus.Cancelled);
        await Engine.MovePastAsync(pending.ExpiresAt);
        await AssertNotApprovedAsync(pending, RequestStatus.Expired);
    }

    [Fact]
    public async Task Approval_CanBeClaimedToTheTickOfItsEnd()
    {
        var inTime = await Engine.SubmitApprovedAsync("in time");
        var late = await Engine.SubmitApprovedAsync("late");

        await Engine.MoveToAsync(late.ApprovalLapsesAt!.Value);
        Assert.NotNull((await Engine.ClaimAsync(inTime)).Permit);

        await Engine.MovePastAsync(late.ApprovalLapsesAt);
        var answer = await Engine.ClaimAsync(late);
        Assert.Equal(late.ApprovalLapsesAt, Assert.IsType<ClaimOutcome.ApprovalLapsed>(answer.Outcome).At);
        Assert.Null(answer.Permit);
    }

    [Fact]
    public async Task PermitOfAClaimThatLapsed_IsNotHandedOutAgain()
    {
        var claimed = await Engine.SubmitClaimedAsync("pay");
        await Engine.MovePastAsync(claimed.Claim!.LeaseEndsAt);

        AssertClaimedAlready(await Engine.ClaimAsync(claimed, "another operation"));
    }

    [Fact]
    public async Task ClaimWhosePermitCannotBeSigned_FailsAloneAndCanBeRepeated()
    {
        var approved = await Engine.SubmitApprovedAsync("pay");
        Engine.Signer.Failure = new IOException("The key is gone.");

        await Assert.ThrowsAnyAsync<EngineException>(() => Engine.ClaimAsync(approved));

        Engine.Signer.Failure = null;
        Comparing.AssertSame(approved, await Engine.FindAsync(approved));
        Assert.NotNull((await Engine.ClaimAsync(approved)).Permit);
    }

    private static void AssertClaimedAlready(ClaimAnswer answer)
    {
        Assert.IsType<ClaimOutcome.AlreadyClaimed>(answer.Outcome);
        Assert.Null(answer.Permit);
    }

    private async Task AssertNotApprovedAsync(ApprovalRequest request, RequestStatus status)
    {
        var answer = await Engine.ClaimAsync(request);
        var refused = Assert.IsType<ClaimOutcome.NotApproved>(answer.Outcome);
        Assert.Equal((status, status == RequestStatus.Pending), (refused.Status, refused.Decision is null));
        Assert.Null(answer.Permit);
    }
}
