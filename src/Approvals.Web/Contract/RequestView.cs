using System.Text.Json.Serialization;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Web.Contract;

/// <summary>A request, wherever one is returned.</summary>
internal sealed record RequestView
{
    public required RequestId RequestId { get; init; }

    public required AgentId Agent { get; init; }

    public ReviewerId? OnBehalfOf { get; init; }

    public required string Tool { get; init; }

    public required CanonicalJson Args { get; init; }

    public string? Environment { get; init; }

    public CanonicalJson? Context { get; init; }

    public string? Summary { get; init; }

    public required ActionDigest Digest { get; init; }

    /// <summary>That the same was denied not long before.</summary>
    public EarlierDenialView? EarlierDenial { get; init; }

    public required RequestStatus Status { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public DecidedBy? DecidedBy { get; init; }

    public required string Reason { get; init; }

    /// <summary>A word for programs where the reason has one: <c>quorum_impossible</c>.</summary>
    public string? Code { get; init; }

    public required IReadOnlyList<RuleView> Rules { get; init; }

    /// <summary>What of the action the policies could not evaluate, and so did not allow.</summary>
    public IReadOnlyList<string>? Unknown { get; init; }

    public required IReadOnlyList<RequirementView> Requirements { get; init; }

    public required IReadOnlyList<ReviewView> Reviews { get; init; }

    public required Urgency Urgency { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public DateTimeOffset? ApprovalLapsesAt { get; init; }

    public required ExecutionView Execution { get; init; }

    public IReadOnlyList<string>? Alternatives { get; init; }

    public required int Version { get; init; }

    /// <param name="request">The request.</param>
    /// <param name="tenant">Its tenant: tells how many persons may review.</param>
    /// <param name="now">In UTC.</param>
    public static RequestView Of(ApprovalRequest request, Tenant? tenant, DateTimeOffset now) => new()
    {
        RequestId = request.Id,
        Agent = request.Agent,
        OnBehalfOf = request.OnBehalfOf,
        Tool = request.Action.Tool,
        Args = request.Action.Args,
        Environment = request.Action.Environment,
        Context = request.Action.Context,
        Summary = request.Action.Summary,
        Digest = request.Action.Digest,
        EarlierDenial = EarlierDenialView.Of(request),
        Status = request.Status,
        DecidedBy = request.Decision?.By,
        Reason = request.Reason,
        Code = request.Decision?.Code,
        Rules = [.. request.Evaluation.Rules.Select(RuleView.Of)],
        Unknown = request.Evaluation.Unknown.IsEmpty ? null : request.Evaluation.Unknown,
        Requirements = [.. request.Evaluation.Requirements.Select(r => RequirementView.Of(r, request, tenant, now))],
        Reviews = [.. request.Reviews.Select(ReviewView.Of)],
        Urgency = request.Evaluation.Urgency ?? Urgency.Normal,
        CreatedAt = request.CreatedAt,
        ExpiresAt = request.ExpiresAt,
        DecidedAt = request.Decision?.At,
        ApprovalLapsesAt = request.ApprovalLapsesAt,
        Execution = ExecutionView.Of(request),
        Alternatives = request.Evaluation.Alternatives.IsEmpty ? null : request.Evaluation.Alternatives,
        Version = request.Version,
    };
}
