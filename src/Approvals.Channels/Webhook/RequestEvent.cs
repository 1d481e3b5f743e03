using System.Text.Json;
using System.Text.Json.Serialization;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Policies;
using Approvals.Core.Requests;

namespace Approvals.Channels.Webhook;

/// <summary>What a dashboard is told of a request, which it shows as it stood when the event was sent.</summary>
/// <param name="Type"><c>request.asked</c>, <c>.asked_more</c>, <c>.reminded</c>, <c>.decided</c> or <c>.unknown</c>.</param>
/// <param name="Timestamp">When the request had last changed.</param>
/// <param name="Data">The request.</param>
internal sealed record RequestEvent(string Type, string Timestamp, RequestEvent.Details Data)
{
    /// <summary>The same words as in the API's answers.</summary>
    internal sealed record Details
    {
        public required RequestId RequestId { get; init; }

        public required AgentId Agent { get; init; }

        public ReviewerId? OnBehalfOf { get; init; }

        public required string Tool { get; init; }

        public required CanonicalJson Args { get; init; }

        public string? Environment { get; init; }

        /// <summary>The agent's words.</summary>
        public string? Summary { get; init; }

        public required ActionDigest Digest { get; init; }

        public required RequestStatus Status { get; init; }

        public DecidedBy? DecidedBy { get; init; }

        public required string Reason { get; init; }

        public required Urgency Urgency { get; init; }

        public required IReadOnlyList<Verdicts> Reviews { get; init; }

        public required string CreatedAt { get; init; }

        public string? ExpiresAt { get; init; }

        public string? DecidedAt { get; init; }

        public string? ApprovalLapsesAt { get; init; }

        /// <summary>The request's version: an event of a lower one is older.</summary>
        public required int Version { get; init; }
    }

    internal sealed record Verdicts(ReviewerId Reviewer, Verdict Verdict, string? Comment, string At);

    /// <summary>The event in canonical JSON (RFC 8785).</summary>
    public static byte[] Write(Notice notice, ApprovalRequest request)
    {
        var told = new RequestEvent(TypeOf(notice), Rfc3339.Format(request.UpdatedAt), DetailsOf(request));
        return CanonicalJson.GetBytes(JsonSerializer.SerializeToElement(told, RequestEventJson.Default.RequestEvent));
    }

    private static string TypeOf(Notice notice) => notice switch
    {
        Notice.Asked or Notice.Listed => "request.asked",
        Notice.AskedMore => "request.asked_more",
        Notice.Reminded => "request.reminded",
        Notice.Decided => "request.decided",
        Notice.Unknown => "request.unknown",
        _ => throw new ArgumentOutOfRangeException(nameof(notice)),
    };

    private static Details DetailsOf(ApprovalRequest request) => new()
    {
        RequestId = request.Id,
        Agent = request.Agent,
        OnBehalfOf = request.OnBehalfOf,
        Tool = request.Action.Tool,
        Args = request.Action.Args,
        Environment = request.Action.Environment,
        Summary = request.Action.Summary,
        Digest = request.Action.Digest,
        Status = request.Status,
        DecidedBy = request.Decision?.By,
        Reason = request.Reason,
        Urgency = request.Evaluation.Urgency ?? Urgency.Normal,
        Reviews = [.. request.Reviews.Select(r => new Verdicts(r.Reviewer, r.Verdict, r.Comment, Rfc3339.Format(r.At)))],
        CreatedAt = Rfc3339.Format(request.CreatedAt),
        ExpiresAt = Time(request.ExpiresAt),
        DecidedAt = Time(request.Decision?.At),
        ApprovalLapsesAt = Time(request.ApprovalLapsesAt),
        Version = request.Version,
    };

    private static string? Time(DateTimeOffset? at) => at is { } time ? Rfc3339.Format(time) : null;
}

/// <summary>The events' members, before they are put into canonical form.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RequestEvent))]
internal sealed partial class RequestEventJson : JsonSerializerContext;
