using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Approvals.Cli.Files;
using Approvals.Core.Policies;
using Approvals.Core.Policies.Tracing;

namespace Approvals.Cli.Output;

/// <summary>What the policies say of one action, as <c>--json</c> writes it.</summary>
internal sealed record EvaluationView
{
    public required PolicyDecision Decision { get; init; }

    public required string Reason { get; init; }

    /// <summary>The first rule that said so; <c>default</c> where none applied, null where there is no policy.</summary>
    public required string? Rule { get; init; }

    /// <summary>The policy that the rule stands in.</summary>
    public required string? Policy { get; init; }

    /// <summary>What could not be evaluated, a sentence each.</summary>
    public required ImmutableArray<string> Errors { get; init; }

    /// <summary>Who is asked and by when; null unless the action is escalated.</summary>
    public required ApprovalView? Approval { get; init; }

    /// <summary>Why it came out so, where that was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<TraceView>? Trace { get; init; }

    public static EvaluationView Of(EvaluationTrace trace) => Of(trace.Evaluation) with { Trace = TraceView.Of(trace) };

    public static EvaluationView Of(Evaluation evaluation) => new()
    {
        Decision = evaluation.Decision,
        Reason = evaluation.Reason,
        Rule = evaluation.Rules.FirstOrDefault()?.Rule,
        Policy = evaluation.Rules.FirstOrDefault()?.Policy.Value,
        Errors = evaluation.Unknown,
        Approval = evaluation.Decision == PolicyDecision.Escalate ? ApprovalView.Of(evaluation) : null,
    };

    /// <summary>A line that is no action is refused, as the API would refuse it.</summary>
    public static EvaluationView Of(ActionLine.Bad line) => new()
    {
        Decision = PolicyDecision.Deny,
        Reason = $"The action is refused: {line.Problem}",
        Rule = null,
        Policy = null,
        Errors = [line.Problem],
        Approval = null,
    };
}
