using System.Collections.Immutable;
using Approvals.Core.Policies;

namespace Approvals.Core.Tests.Policies;

public class UnknownTests
{
    [Theory]
    [InlineData("{ args.amount: { lt: 100 } }")]
    [InlineData("{ not: { args.amount: { gt: 100 } } }")]
    [InlineData("{ any: [{ args.amount: 1 }, { tool: other }] }")]
    public void AllowRuleWithUnknown_DoesNotApply(string when)
    {
        var evaluation = Evaluate("allow", when, "{}");

        Assert.Equal(PolicyDecision.Deny, evaluation.Decision);
        Assert.Equal(AppliedRule.DefaultRule, Assert.Single(evaluation.Rules).Rule);
    }

    [Theory]
    [InlineData("deny", PolicyDecision.Deny)]
    [InlineData("escalate", PolicyDecision.Escalate)]
    public void StrictRuleWithUnknown_Applies(string action, PolicyDecision expected)
    {
        var evaluation = Evaluate(action, "{ args.amount: { gt: 100 } }", """{"amount":"5000"}""");

        Assert.Equal(expected, evaluation.Decision);
        Assert.Equal(["args.amount is text; gt needs a number"], UnknownOf(evaluation));
    }

    [Fact]
    public void EveryTestThatEndedUnknown_IsNamed() =>
        Assert.Equal(
            [
                "args.a is missing; eq needs text",
                "args.b is null; in needs text or a number",
                "args.c.d is below a value that has no members; neq needs a boolean",
            ],
            UnknownOf(Evaluate(
                "deny",
                "{ args.a: x, any: [{ args.b: [1, two] }, { not: { args.c.d: { neq: true } } }], tool: payment.send }",
                """{"b":null,"c":1}""")));

    [Fact]
    public void RuleThatHoldsInSpiteOfAnUnknown_NamesNone() =>
        Assert.Empty(UnknownOf(Evaluate("deny", "{ any: [{ args.a: 1 }, { tool: payment.send }] }", "{}")));

    [Fact]
    public void Explanation_NeverShowsTheValue() =>
        Assert.DoesNotContain("hunter2", string.Concat(UnknownOf(
            Evaluate("deny", "{ args.password: 5 }", """{"password":"hunter2"}"""))), StringComparison.Ordinal);

    [Fact]
    public void AllowRuleThatWasPassedOver_SaysWhy() => Assert.Equal(
        ["rule it of policy p1 does not allow it: args.amount is text; lt needs a number"],
        Evaluate("allow", "{ args.amount: { lt: 100 } }", """{"amount":"5"}""").Unknown);

    private static ImmutableArray<string> UnknownOf(Evaluation evaluation)
    {
        var rule = Assert.Single(evaluation.Rules);
        Assert.Equal("it", rule.Rule);
        return rule.Unknown;
    }

    private static Evaluation Evaluate(string action, string when, string args) =>
        Given.Set($"rules: [{{ id: it, action: {action}, when: {when} }}]").Evaluate(Given.Action(args));
}
