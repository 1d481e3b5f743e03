using System.Text.Json.Serialization;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Requests;

/// <summary>That the one permit of a request was handed out.</summary>
public sealed record Claim
{
    /// <summary>The permit's audience.</summary>
    public required ExecutorId Executor { get; init; }

    public required Claimant ClaimedBy { get; init; }

    /// <summary>The claim's <c>Idempotency-Key</c>: its repetition gets the same permit again.</summary>
    public string? OperationKey { get; init; }

    public required DateTimeOffset ClaimedAt { get; init; }

    /// <summary>On a full second, as a permit's <c>exp</c> is: no earlier than was asked for.</summary>
    public required DateTimeOffset LeaseEndsAt { get; init; }

    /// <summary>Whether the lease ended without a report.</summary>
    [JsonRequired]
    public bool Lapsed { get; init; }
}
