using System.Collections.Immutable;
using Approvals.Core.Json;
using Approvals.Core.Policies.Tracing;
using Spectre.Console;

namespace Approvals.Cli.Output;

/// <summary>Writes a trace for people.</summary>
internal static class TraceText
{
    public static void Write(ImmutableArray<TraceView> trace, Screen screen)
    {
        foreach (var policy in trace)
        {
            var spoken = policy.DefaultHolds
                ? $"no rule applies, so its default holds: {EnumWords.Of(policy.Default)}"
                : $"{EnumWords.Of(policy.Combine)} of what applies";
            screen.Line($"  policy {policy.Policy}: {policy.Rules.Length} of {policy.Rules.Length + policy.OtherRules} rules speak of this tool; {spoken}");
            foreach (var rule in policy.Rules)
            {
                Write(rule, screen);
            }
        }
    }

    private static void Write(RuleTraceView rule, Screen screen)
    {
        screen.Line(
            ($"    {rule.Rule} (", null), EvaluationText.Word(rule.Action), (") ", null), (Say(rule.Result), rule.Result is RuleResult.Applies or RuleResult.AppliesToUnknown ? Color.Yellow : null));
        foreach (var condition in rule.Conditions)
        {
            screen.Line($"      {condition.Truth,-7} {condition.Condition}");
            foreach (var test in condition.Tests)
            {
                screen.Line($"              {test.Path} is {Describe(test)}: {test.Test} is {test.Truth}");
            }
        }
    }

    private static string Describe(TestTraceView test) => test.Kind is "missing" or "null" ? test.Kind : $"{test.Kind}, {test.Value}";

    private static string Say(RuleResult result) => result switch
    {
        RuleResult.Applies => "applies",
        RuleResult.AppliesToUnknown => "applies, because its condition is unknown",
        RuleResult.PassedOver => "is passed over, because its condition is unknown",
        RuleResult.NotAsked => "is not asked, because a rule before it decides",
        _ => "does not apply",
    };
}
