using Approvals.Core.Identifiers;
using Approvals.Core.Requests;

namespace Approvals.Web.Contract;

/// <summary>That the same was denied to this agent within a day before it asked.</summary>
internal sealed record EarlierDenialView(RequestId RequestId, RequestStatus Status, DateTimeOffset At, string Reason)
{
    public static EarlierDenialView? Of(ApprovalRequest request) => request.EarlierDenial is { } denial
        ? new EarlierDenialView(denial.RequestId, denial.Status, denial.At, denial.Reason)
        : null;
}
