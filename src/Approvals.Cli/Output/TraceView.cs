using System.Collections.Immutable;
using Approvals.Core.Policies;
using Approvals.Core.Policies.Conditions;
using Approvals.Core.Policies.Tracing;

namespace Approvals.Cli.Output;

/// <summary>How one policy came to its part of an outcome, as <c>--trace</c> writes it.</summary>
/// <param name="Policy">Its name.</param>
/// <param name="Combine">How its rules come to one outcome.</param>
/// <param name="Default">What it says where no rule applies.</param>
/// <param name="DefaultHolds">Whether it says so here.</param>
/// <param name="OtherRules">How many of its rules do not speak of the tool.</param>
/// <param name="Rules">Those that do, in their order.</param>
internal sealed record TraceView(
    string Policy, Combining Combine, PolicyDecision Default, bool DefaultHolds, int OtherRules, ImmutableArray<RuleTraceView> Rules)
{
    public static ImmutableArray<TraceView> Of(EvaluationTrace trace) =>
    [
        .. trace.Policies.Select(p => new TraceView(
            p.Policy.Value, p.Combine, p.Default, p.DefaultHolds, p.RulesOfOtherTools, [.. p.Rules.Select(RuleTraceView.Of)])),
    ];
}

/// <summary>What one rule made of the action.</summary>
internal sealed record RuleTraceView(
    string Rule, PolicyDecision Action, RuleResult Result, ImmutableArray<ConditionTraceView> Conditions)
{
    public static RuleTraceView Of(RuleTrace rule) => new(
        rule.Rule, rule.Action, rule.Result, [.. rule.Conditions.Select(ConditionTraceView.Of)]);
}

/// <summary>How one condition ended.</summary>
/// <param name="Condition">As YAML in one line.</param>
/// <param name="Truth">true, false or unknown.</param>
/// <param name="Tests">The tests in it.</param>
internal sealed record ConditionTraceView(string Condition, string Truth, ImmutableArray<TestTraceView> Tests)
{
    public static ConditionTraceView Of(ConditionTrace condition) => new(
        condition.Condition, Word(condition.Truth), [.. condition.Tests.Select(t => new TestTraceView(t.Path, t.Test, t.Value, t.Kind, Word(t.Truth)))]);

    private static string Word(Truth truth) => truth switch
    {
        Core.Policies.Conditions.Truth.True => "true",
        Core.Policies.Conditions.Truth.False => "false",
        _ => "unknown",
    };
}

/// <summary>How one test ended, and on what value.</summary>
internal sealed record TestTraceView(string Path, string Test, string Value, string Kind, string Truth);
