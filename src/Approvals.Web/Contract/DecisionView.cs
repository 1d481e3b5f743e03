using Approvals.Core.Identifiers;
using Approvals.Core.Requests;

namespace Approvals.Web.Contract;

/// <summary>What the loser of a race is told.</summary>
internal sealed record DecisionView(
    RequestStatus Status, DecidedBy DecidedBy, IReadOnlyList<ReviewerId> Reviewers, DateTimeOffset DecidedAt, string Reason)
{
    public static DecisionView Of(Decision decision) =>
        new(decision.Status, decision.By, decision.Reviewers, decision.At, decision.Reason);
}
