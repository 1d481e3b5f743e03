using Approvals.Core.Identifiers;

namespace Approvals.Core.Requests;

/// <summary>That the same action, by its digest, was denied to the same agent before. Expiry is a denial.</summary>
/// <param name="RequestId">The request that was denied.</param>
/// <param name="Status">Denied or expired.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Reason">What the agent was told.</param>
public sealed record EarlierDenial(RequestId RequestId, RequestStatus Status, DateTimeOffset At, string Reason)
{
    /// <summary>How long a denial is remembered.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromHours(24);

    /// <summary>What is to be remembered of a request; null where it was not denied.</summary>
    public static EarlierDenial? Of(ApprovalRequest request) =>
        request.Decision is { Status: RequestStatus.Denied or RequestStatus.Expired } denial
            ? new EarlierDenial(request.Id, denial.Status, denial.At, denial.Reason)
            : null;

    /// <summary>Whether it is remembered at this moment.</summary>
    public bool IsRemembered(DateTimeOffset now) => At + Remembered >= now;
}
