namespace Approvals.Core.Requests;

/// <summary>What became of a report.</summary>
public abstract record ReportOutcome
{
    private ReportOutcome()
    {
    }

    public sealed record Recorded(ApprovalRequest Request) : ReportOutcome;

    /// <summary>The same was reported before by the same; the request as it now stands.</summary>
    public sealed record Repeated(ApprovalRequest Request) : ReportOutcome;

    public sealed record NotFound : ReportOutcome;

    public sealed record NotClaimed : ReportOutcome;

    /// <summary>The caller neither claimed the action nor executes it.</summary>
    public sealed record NotTheExecutor : ReportOutcome;

    /// <summary>The first report won.</summary>
    public sealed record AlreadyReported(Report Report) : ReportOutcome;
}
