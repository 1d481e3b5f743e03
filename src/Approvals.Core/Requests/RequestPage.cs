namespace Approvals.Core.Requests;

/// <summary>Requests, the newest first.</summary>
/// <param name="Items">At most as many as were asked for.</param>
/// <param name="Next">Where the next page begins; null at the end.</param>
public sealed record RequestPage(IReadOnlyList<ApprovalRequest> Items, string? Next);
