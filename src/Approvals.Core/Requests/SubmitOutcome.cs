namespace Approvals.Core.Requests;

/// <summary>What became of a submission.</summary>
public abstract record SubmitOutcome
{
    private SubmitOutcome()
    {
    }

    /// <summary>The request is recorded; the policy may have decided it at once.</summary>
    public sealed record Created(ApprovalRequest Request) : SubmitOutcome;

    /// <summary>The same was asked before under this key: the request as it now stands.</summary>
    public sealed record Repeated(ApprovalRequest Request) : SubmitOutcome;

    /// <summary>Something else was asked before under this key. Nothing changed.</summary>
    public sealed record IdempotencyMismatch(ApprovalRequest Request) : SubmitOutcome;

    /// <summary>So many requests of the agent wait already, and no more may. Nothing was recorded.</summary>
    public sealed record TooManyPending(int Limit) : SubmitOutcome;
}
