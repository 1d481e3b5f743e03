using Approvals.Core.Identifiers;

namespace Approvals.Core.Requests;

/// <summary>Which requests of a tenant to list. What is null does not filter.</summary>
public sealed record RequestFilter
{
    public required Viewer Viewer { get; init; }

    public RequestStatus? Status { get; init; }

    public string? Tool { get; init; }

    public AgentId? Agent { get; init; }

    /// <summary>Only what this role is asked for, now or at a later tier.</summary>
    public RoleName? Role { get; init; }

    /// <summary>Only what this person may review by now, for themselves or in somebody's stead.</summary>
    public Viewer.Person? ReviewableBy { get; init; }

    /// <summary>Only what comes after the page whose <see cref="RequestPage.Next"/> this was.</summary>
    public string? After { get; init; }

    /// <summary>1 to <see cref="MaxLimit"/>.</summary>
    public int Limit { get; init; } = StandardLimit;

    /// <summary>Whether the request, as it stands, is what is asked for.</summary>
    public bool Admits(ApprovalRequest request) =>
        Viewer.Sees(request)
        && (Status is null || Status == request.Status)
        && (Tool is null || Tool == request.Action.Tool)
        && (Agent is null || Agent == request.Agent)
        && (ReviewableBy is not { } person
            || request.MayReview(person.Standing));

    public const int StandardLimit = 50;

    public const int MaxLimit = 200;
}
