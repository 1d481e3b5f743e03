using System.Collections.Immutable;
using Approvals.Core.Policies.Conditions;
using Approvals.Core.Policies.Linting;
using Approvals.Core.Policies.Printing;

namespace Approvals.Core.Policies.Tracing;

/// <summary>Goes through all rules of a set, for people: at what length is no matter here.</summary>
internal static class Tracer
{
    public static EvaluationTrace Trace(PolicySet set, ProposedAction action, DateTimeOffset now)
    {
        var scope = new ConditionScope(action, now);
        var policies = set.Policies.Select(p => Trace(p, scope)).ToList();
        var applies = policies.Exists(p => p.Rules.Any(r => r.Result is RuleResult.Applies or RuleResult.AppliesToUnknown));
        return new EvaluationTrace(set.Evaluate(action, now), [.. policies.Select(p => p with { DefaultHolds = !applies })]);
    }

    private static PolicyTrace Trace(PublishedPolicy policy, ConditionScope scope)
    {
        var rules = ImmutableArray.CreateBuilder<RuleTrace>();
        var isDecided = false;
        foreach (var rule in policy.Policy.Rules.Where(r => r.SpeaksOf(scope.Action.Tool)))
        {
            var trace = isDecided ? new RuleTrace(rule.Id, rule.Action, RuleResult.NotAsked, []) : Trace(rule, scope);
            rules.Add(trace);
            isDecided |= policy.Policy.Combine == Combining.First && trace.Result is RuleResult.Applies or RuleResult.AppliesToUnknown;
        }

        return new PolicyTrace(
            policy.Pin.Policy,
            policy.Version,
            policy.Policy.Combine,
            policy.Policy.Default,
            DefaultHolds: false,
            policy.Policy.Rules.Length - rules.Count,
            rules.ToImmutable());
    }

    private static RuleTrace Trace(Rule rule, in ConditionScope scope)
    {
        var condition = rule.ToCondition();
        var result = condition.Evaluate(scope) switch
        {
            Truth.True => RuleResult.Applies,
            Truth.False => RuleResult.Fails,
            _ when rule.AppliesAt(Truth.Unknown) => RuleResult.AppliesToUnknown,
            _ => RuleResult.PassedOver,
        };
        var conditions = ImmutableArray.CreateBuilder<ConditionTrace>();
        foreach (var part in condition.Conditions)
        {
            conditions.Add(Trace(part, scope));
        }

        return new RuleTrace(rule.Id, rule.Action, result, conditions.ToImmutable());
    }

    private static ConditionTrace Trace(Condition condition, in ConditionScope scope)
    {
        var tests = ImmutableArray.CreateBuilder<TestTrace>();
        foreach (var inner in condition.WithInner())
        {
            if (inner is Condition.Test { Path.Root: not PathRoot.It } test)
            {
                var fact = test.Path.Read(scope);
                tests.Add(new TestTrace(
                    test.Path.Text,
                    $"{test.Operator.Name}: {OperatorPrinter.OperandOf(test.Operator).ToFlow()}",
                    InertText.Of(fact),
                    fact.Description,
                    test.Evaluate(scope)));
            }
        }

        return new ConditionTrace(ConditionPrinter.Print(condition).ToFlow(), condition.Evaluate(scope), tests.ToImmutable());
    }
}
