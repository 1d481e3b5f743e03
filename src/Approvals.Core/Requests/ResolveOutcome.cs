namespace Approvals.Core.Requests;

/// <summary>What became of an admin's resolution.</summary>
public abstract record ResolveOutcome
{
    private ResolveOutcome()
    {
    }

    public sealed record Recorded(ApprovalRequest Request) : ResolveOutcome;

    /// <summary>The same was resolved before by the same; the request as it now stands.</summary>
    public sealed record Repeated(ApprovalRequest Request) : ResolveOutcome;

    public sealed record NotFound : ResolveOutcome;

    /// <summary>The caller is no admin of the tenant at this moment.</summary>
    public sealed record NotAnAdmin : ResolveOutcome;

    /// <summary>Nothing to find out: it was not claimed, or its lease still runs.</summary>
    public sealed record NotUnknown(ExecutionState Execution) : ResolveOutcome;

    /// <summary>The first report won.</summary>
    public sealed record AlreadyReported(Report Report) : ResolveOutcome;
}
