using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Requests;

namespace Approvals.Web.Contract;

/// <summary>What an agent is told of what it asked for.</summary>
internal sealed record ActionAnswer
{
    /// <summary><c>allow</c>, <c>deny</c>, or <c>pending</c> while people decide.</summary>
    public required string Decision { get; init; }

    public required RequestId RequestId { get; init; }

    public required RequestStatus Status { get; init; }

    public DecidedBy? DecidedBy { get; init; }

    public required string Reason { get; init; }

    /// <summary>A word for programs where the reason has one: <c>quorum_impossible</c>.</summary>
    public string? Code { get; init; }

    /// <summary>What the reviewers wrote, of a denial.</summary>
    public IReadOnlyList<string>? Comments { get; init; }

    public IReadOnlyList<string>? Alternatives { get; init; }

    /// <summary>What of the action the policies could not evaluate, and so did not allow.</summary>
    public IReadOnlyList<string>? Unknown { get; init; }

    public required ActionDigest Digest { get; init; }

    /// <summary>That the same was denied not long before.</summary>
    public EarlierDenialView? EarlierDenial { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? ApprovalLapsesAt { get; init; }

    public int? ApprovalsNeeded { get; init; }

    public required IReadOnlyList<PolicyPin> Policies { get; init; }

    /// <summary>The permit, where the action was claimed with the asking.</summary>
    public string? Permit { get; init; }

    public DateTimeOffset? LeaseEndsAt { get; init; }

    public static ActionAnswer Of(ApprovalRequest request)
    {
        var isPending = request.Status == RequestStatus.Pending;
        var isDenied = !isPending && request.Status != RequestStatus.Approved;
        return new ActionAnswer
        {
            Decision = isPending ? "pending" : isDenied ? "deny" : "allow",
            RequestId = request.Id,
            Status = request.Status,
            DecidedBy = request.Decision?.By,
            Reason = request.Reason,
            Code = request.Decision?.Code,
            Comments = isDenied ? NotEmpty(request.Comments) : null,
            Alternatives = isDenied ? NotEmpty(request.Evaluation.Alternatives) : null,
            Unknown = NotEmpty(request.Evaluation.Unknown),
            Digest = request.Action.Digest,
            EarlierDenial = EarlierDenialView.Of(request),
            ExpiresAt = isPending ? request.ExpiresAt : null,
            ApprovalLapsesAt = request.ApprovalLapsesAt,
            ApprovalsNeeded = isPending ? request.ApprovalsNeeded : null,
            Policies = request.Evaluation.Policies,
        };
    }

    private static List<string>? NotEmpty(IEnumerable<string> texts) => texts.ToList() is { Count: > 0 } list ? list : null;
}
