using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Approvals.Core.Policies;

/// <summary>What a tenant's policies say of one action, and why.</summary>
public sealed record Evaluation
{
    public required PolicyDecision Decision { get; init; }

    /// <summary>The rules that said so.</summary>
    public required ImmutableArray<AppliedRule> Rules { get; init; }

    /// <summary>Every policy that took part.</summary>
    public required ImmutableArray<PolicyPin> Policies { get; init; }

    /// <summary>All must be met; empty unless the action is escalated.</summary>
    [JsonRequired]
    public ImmutableArray<Requirement> Requirements { get; init; } = [];

    /// <summary>The earliest of the escalating rules.</summary>
    [JsonRequired]
    public TimeSpan Timeout { get; init; } = ApprovalTerms.Standard.Timeout;

    /// <summary>The shortest of the escalating rules.</summary>
    [JsonRequired]
    public TimeSpan ValidFor { get; init; } = ApprovalTerms.Standard.ValidFor;

    /// <summary>The highest of the escalating rules; null means normal.</summary>
    public Urgency? Urgency { get; init; }

    /// <summary>The reasons of the rules, each once.</summary>
    public required string Reason { get; init; }

    [JsonRequired]
    public ImmutableArray<string> Alternatives { get; init; } = [];

    /// <summary>
    /// What of the action could not be evaluated, a sentence each: why a rule denies or escalates that otherwise might
    /// not, and why a rule that allows was passed over.
    /// </summary>
    [JsonRequired]
    public ImmutableArray<string> Unknown { get; init; } = [];
}
