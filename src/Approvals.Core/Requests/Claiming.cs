using Approvals.Core.Tenants;

namespace Approvals.Core.Requests;

/// <summary>An approved action is claimed for execution, once.</summary>
public static class Claiming
{
    /// <summary>
    /// An agent claims what it asked for itself; an executor claims for itself what an agent of its tenant asked for,
    /// and proves with the digest that it knows what.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="command">Who asks for the permit, and for whom.</param>
    /// <param name="tenant">The directory as it stands now: which executors there are.</param>
    /// <param name="now">In UTC.</param>
    public static Step<ClaimOutcome> Claim(ApprovalRequest request, ClaimCommand command, Tenant tenant, DateTimeOffset now) =>
        Clock.After(request, now, (current, time) =>
            Refusal(current, command, tenant, time) is { } refusal
                ? Refuse(current, refusal, time)
                : current.Claim is null
                    ? Grant(current, command, time)
                    : Step.Unchanged<ClaimOutcome>(new ClaimOutcome.Granted(current)));

    private static ClaimOutcome? Refusal(ApprovalRequest request, ClaimCommand command, Tenant tenant, DateTimeOffset now)
    {
        if (command.Claimant is Claimant.Agent(var agent) && agent != request.Agent)
        {
            return new ClaimOutcome.NotFound();
        }

        if (command.Claimant is Claimant.Executor(var executor) && (command.Executor ?? executor) != executor)
        {
            return new ClaimOutcome.ForAnotherExecutor();
        }

        if (command.Digest != request.Action.Digest)
        {
            // The digest is how an executor proves that the agent named it: without it, there is nothing to see.
            return command.Claimant is Claimant.Executor
                ? new ClaimOutcome.NotFound()
                : new ClaimOutcome.DigestMismatch(request.Action.Digest);
        }

        if (request.Claim is { } claim)
        {
            return IsSameOperation(claim, command) ? null : new ClaimOutcome.AlreadyClaimed(claim);
        }

        if (request.Status != RequestStatus.Approved)
        {
            return new ClaimOutcome.NotApproved(request.Status, request.Decision);
        }

        if (now > request.ApprovalLapsesAt)
        {
            return new ClaimOutcome.ApprovalLapsed(request.ApprovalLapsesAt.Value);
        }

        var named = command.Executor ?? command.Claimant.AsExecutor;
        return tenant.MayExecute(named, command.Claimant.AsExecutor) ? null : new ClaimOutcome.UnknownExecutor(named);
    }

    /// <summary>What lapsed has lapsed: its time does not come back with a clock that is set back.</summary>
    private static Step<ClaimOutcome> Refuse(ApprovalRequest request, ClaimOutcome refusal, DateTimeOffset now) =>
        refusal is ClaimOutcome.ApprovalLapsed(var lapsed) && request.UpdatedAt <= lapsed
            ? Step.Changed(request.Next(now), refusal)
            : Step.Unchanged(refusal);

    private static bool IsSameOperation(Claim claim, ClaimCommand command) =>
        command.OperationKey is not null
        && claim.OperationKey == command.OperationKey
        && claim.ClaimedBy == command.Claimant
        && claim.Executor == (command.Executor ?? command.Claimant.AsExecutor);

    private static Step<ClaimOutcome> Grant(ApprovalRequest request, ClaimCommand command, DateTimeOffset now)
    {
        var ends = now + command.Lease;
        var claimed = request.Next(now) with
        {
            Claim = new Claim
            {
                Executor = command.Executor ?? command.Claimant.AsExecutor,
                ClaimedBy = command.Claimant,
                OperationKey = command.OperationKey,
                ClaimedAt = now,
                LeaseEndsAt = ends.AddTicks((TimeSpan.TicksPerSecond - (ends.Ticks % TimeSpan.TicksPerSecond)) % TimeSpan.TicksPerSecond),
            },
        };
        return Step.Changed<ClaimOutcome>(claimed, new ClaimOutcome.Granted(claimed));
    }
}
