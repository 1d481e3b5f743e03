using System.Text.Json;
using System.Text.Json.Serialization;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Requests;

namespace Approvals.Channels.Callback;

/// <summary>
/// <c>request.decided</c>: what an agent is told of the decision. The arguments are not in it; the agent reads the
/// request where it needs more.
/// </summary>
/// <param name="Type">What kind of event it is.</param>
/// <param name="Timestamp">When it happened, whenever it is sent.</param>
/// <param name="Data">What happened.</param>
internal sealed record DecidedEvent(string Type, string Timestamp, DecidedEvent.Details Data)
{
    /// <summary>The same words as in the API's answers.</summary>
    internal sealed record Details
    {
        public required RequestId RequestId { get; init; }

        public required AgentId Agent { get; init; }

        public required string Tool { get; init; }

        public required ActionDigest Digest { get; init; }

        public required RequestStatus Status { get; init; }

        /// <summary><c>allow</c> or <c>deny</c>.</summary>
        public required string Decision { get; init; }

        public required DecidedBy DecidedBy { get; init; }

        public required string Reason { get; init; }

        /// <summary>A word for programs where the reason has one.</summary>
        public string? Code { get; init; }

        /// <summary>What the reviewers wrote, of a denial.</summary>
        public IReadOnlyList<string>? Comments { get; init; }

        public required string DecidedAt { get; init; }

        public string? ApprovalLapsesAt { get; init; }

        public IReadOnlyList<string>? Alternatives { get; init; }
    }

    /// <summary>The event in canonical JSON (RFC 8785): the same bytes at every attempt.</summary>
    public static byte[] Write(ApprovalRequest request, Decision decision)
    {
        var decided = new DecidedEvent("request.decided", Rfc3339.Format(decision.At), DetailsOf(request, decision));
        return CanonicalJson.GetBytes(JsonSerializer.SerializeToElement(decided, EventJson.Default.DecidedEvent));
    }

    private static Details DetailsOf(ApprovalRequest request, Decision decision)
    {
        var isApproved = decision.Status == RequestStatus.Approved;
        return new Details
        {
            RequestId = request.Id,
            Agent = request.Agent,
            Tool = request.Action.Tool,
            Digest = request.Action.Digest,
            Status = decision.Status,
            Decision = isApproved ? "allow" : "deny",
            DecidedBy = decision.By,
            Reason = request.Reason,
            Code = decision.Code,
            Comments = isApproved ? null : NotEmpty(request.Comments),
            DecidedAt = Rfc3339.Format(decision.At),
            ApprovalLapsesAt = request.ApprovalLapsesAt is { } lapse ? Rfc3339.Format(lapse) : null,
            Alternatives = isApproved ? null : NotEmpty(request.Evaluation.Alternatives),
        };
    }

    private static List<string>? NotEmpty(IEnumerable<string> texts) => texts.ToList() is { Count: > 0 } list ? list : null;
}

/// <summary>The events' members, before they are put into canonical form.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DecidedEvent))]
internal sealed partial class EventJson : JsonSerializerContext;
