using Approvals.Core.Tenants;

namespace Approvals.Core.Requests;

/// <summary>An admin finds out what came of an execution on which nobody reported in time.</summary>
public static class Resolving
{
    /// <param name="request">The request.</param>
    /// <param name="command">Who says what.</param>
    /// <param name="tenant">The directory as it stands now: who is an admin.</param>
    /// <param name="now">In UTC.</param>
    public static Step<ResolveOutcome> Resolve(ApprovalRequest request, ResolveCommand command, Tenant tenant, DateTimeOffset now) =>
        Clock.After(request, now, (current, time) =>
            Refusal(current, command, tenant, time) is { } refusal ? Step.Unchanged(refusal) : Record(current, command, time));

    private static ResolveOutcome? Refusal(ApprovalRequest request, ResolveCommand command, Tenant tenant, DateTimeOffset now)
    {
        if (!tenant.MayAdminister(command.By, now))
        {
            return new ResolveOutcome.NotAnAdmin();
        }

        return request.Report switch
        {
            null when request.Execution == ExecutionState.Unknown => null,
            null => new ResolveOutcome.NotUnknown(request.Execution),
            var earlier when earlier.Outcome == command.Outcome
                && earlier.Resolution == new Resolution(command.By, command.Reason)
                && Equals(earlier.Detail, command.Detail) => new ResolveOutcome.Repeated(request),
            var earlier => new ResolveOutcome.AlreadyReported(earlier),
        };
    }

    private static Step<ResolveOutcome> Record(ApprovalRequest request, ResolveCommand command, DateTimeOffset now)
    {
        var resolved = request.Next(now) with
        {
            Report = new Report
            {
                Outcome = command.Outcome,
                Detail = command.Detail,
                Resolution = new Resolution(command.By, command.Reason),
                At = now,
            },
        };
        return Step.Changed<ResolveOutcome>(resolved, new ResolveOutcome.Recorded(resolved));
    }
}
