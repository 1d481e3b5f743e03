namespace Approvals.Core.Requests;

/// <summary>What became of a cancellation.</summary>
public abstract record CancelOutcome
{
    private CancelOutcome()
    {
    }

    public sealed record Recorded(ApprovalRequest Request) : CancelOutcome;

    /// <summary>It was cancelled before; the request as it now stands.</summary>
    public sealed record Repeated(ApprovalRequest Request) : CancelOutcome;

    public sealed record NotFound : CancelOutcome;

    /// <summary>The race is lost: this is what was decided, by whom and when.</summary>
    public sealed record AlreadyDecided(Decision Decision) : CancelOutcome;
}
