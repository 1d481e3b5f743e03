namespace Approvals.Core.Requests;

/// <summary>The executor or the claimant reports the result, in time or late; the first report wins.</summary>
public static class Reporting
{
    public static Step<ReportOutcome> Report(ApprovalRequest request, ReportCommand command, DateTimeOffset now) =>
        Clock.After(request, now, (current, time) =>
            Refusal(current, command) is { } refusal ? Step.Unchanged(refusal) : Record(current, command, time));

    private static ReportOutcome? Refusal(ApprovalRequest request, ReportCommand command)
    {
        if (command.Reporter is Claimant.Agent(var agent) && agent != request.Agent)
        {
            return new ReportOutcome.NotFound();
        }

        if (request.Claim is not { } claim)
        {
            return new ReportOutcome.NotClaimed();
        }

        if (command.Reporter != claim.ClaimedBy && command.Reporter != new Claimant.Executor(claim.Executor))
        {
            return new ReportOutcome.NotTheExecutor();
        }

        if (request.Report is not { } earlier)
        {
            return null;
        }

        var same = earlier.ReportedBy == command.Reporter
            && earlier.Outcome == command.Outcome
            && Equals(earlier.Detail, command.Detail);
        return same ? new ReportOutcome.Repeated(request) : new ReportOutcome.AlreadyReported(earlier);
    }

    private static Step<ReportOutcome> Record(ApprovalRequest request, ReportCommand command, DateTimeOffset now)
    {
        var reported = request.Next(now) with
        {
            Report = new Report
            {
                Outcome = command.Outcome,
                Detail = command.Detail,
                ReportedBy = command.Reporter,
                At = now,
            },
        };
        return Step.Changed<ReportOutcome>(reported, new ReportOutcome.Recorded(reported));
    }
}
