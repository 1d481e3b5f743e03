using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Requests;

namespace Approvals.Web.Contract;

/// <summary>Where the execution stands.</summary>
internal sealed record ExecutionView(
    ExecutionState State,
    ExecutorId? Executor,
    DateTimeOffset? ClaimedAt,
    DateTimeOffset? LeaseEndsAt,
    DateTimeOffset? ResolvedAt,
    string? Reason,
    CanonicalJson? Detail)
{
    public static ExecutionView Of(ApprovalRequest request) => new(
        request.Execution,
        request.Claim?.Executor,
        request.Claim?.ClaimedAt,
        request.Claim?.LeaseEndsAt,
        request.Report?.At,
        request.Report?.Resolution?.Reason,
        request.Report?.Detail);
}
