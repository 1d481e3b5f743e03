using Approvals.Core.Identifiers;

namespace Approvals.Core.Requests;

/// <summary>What became of a claim.</summary>
public abstract record ClaimOutcome
{
    private ClaimOutcome()
    {
    }

    /// <summary>The permit is this caller's: handed out now, or once more in answer to the same operation.</summary>
    public sealed record Granted(ApprovalRequest Request) : ClaimOutcome;

    public sealed record NotFound : ClaimOutcome;

    /// <summary>An executor claims for itself only.</summary>
    public sealed record ForAnotherExecutor : ClaimOutcome;

    /// <summary>The tenant lists its executors, and this is none of them. No permit was spent on it.</summary>
    public sealed record UnknownExecutor(ExecutorId Executor) : ClaimOutcome;

    public sealed record DigestMismatch(ActionDigest Expected) : ClaimOutcome;

    /// <summary>Still pending, or decided otherwise.</summary>
    public sealed record NotApproved(RequestStatus Status, Decision? Decision) : ClaimOutcome;

    /// <summary>It was approved, but not claimed by this moment.</summary>
    public sealed record ApprovalLapsed(DateTimeOffset At) : ClaimOutcome;

    /// <summary>The permit was handed out already.</summary>
    public sealed record AlreadyClaimed(Claim Claim) : ClaimOutcome;
}
