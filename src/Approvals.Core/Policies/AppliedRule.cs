using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Policies;

/// <summary>A rule that decided over an action, pinned to the version it stood in.</summary>
public sealed record AppliedRule
{
    /// <summary>What stands for the rule's id where a policy's <c>default</c> decided.</summary>
    public const string DefaultRule = "default";

    public required PolicyName Policy { get; init; }

    public required string Rule { get; init; }

    public required int Version { get; init; }

    public required ContentHash Hash { get; init; }

    public required string Reason { get; init; }

    /// <summary>What of the condition could not be evaluated, a sentence each; the rule applied because of it.</summary>
    [JsonRequired]
    public ImmutableArray<string> Unknown { get; init; } = [];
}
