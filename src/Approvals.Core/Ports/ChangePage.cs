using Approvals.Core.Requests;

namespace Approvals.Core.Ports;

/// <summary>Some changes of requests.</summary>
/// <param name="Items">The oldest first.</param>
/// <param name="Next">The place up to which all that the viewer may see is among them.</param>
public sealed record ChangePage(IReadOnlyList<ChangedRequest> Items, string Next)
{
    /// <summary>Whether there is more at once.</summary>
    public bool HasMore { get; init; }

    public const int MaxLimit = 200;
}

/// <summary>A request that changed.</summary>
/// <param name="Place">The change's place.</param>
/// <param name="Request">The request as it now stands.</param>
public sealed record ChangedRequest(string Place, ApprovalRequest Request);
