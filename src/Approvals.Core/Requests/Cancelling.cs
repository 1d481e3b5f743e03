using Approvals.Core.Identifiers;

namespace Approvals.Core.Requests;

/// <summary>The agent takes back what it asked, as long as nobody has decided.</summary>
public static class Cancelling
{
    public static Step<CancelOutcome> Cancel(ApprovalRequest request, AgentId agent, DateTimeOffset now) =>
        Clock.After(request, now, (current, time) => (current.Agent == agent, current.Decision) switch
        {
            (false, _) => Step.Unchanged<CancelOutcome>(new CancelOutcome.NotFound()),
            (_, null) => Record(current, time),
            (_, { Status: RequestStatus.Cancelled }) => Step.Unchanged<CancelOutcome>(new CancelOutcome.Repeated(current)),
            (_, var decision) => Step.Unchanged<CancelOutcome>(new CancelOutcome.AlreadyDecided(decision)),
        });

    private static Step<CancelOutcome> Record(ApprovalRequest request, DateTimeOffset now)
    {
        var cancelled = request.Next(now) with
        {
            Decision = new Decision(
                RequestStatus.Cancelled, DecidedBy.Requester, [], now, $"Cancelled by {request.Agent}"),
        };
        return Step.Changed<CancelOutcome>(cancelled, new CancelOutcome.Recorded(cancelled), Effect.OfDecision(cancelled));
    }
}
