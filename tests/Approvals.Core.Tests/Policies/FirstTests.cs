using Approvals.Core.Policies;

namespace Approvals.Core.Tests.Policies;

/// <summary><c>combine: first</c>: the first rule that applies decides.</summary>
public class FirstTests
{
    private const string Small = "{ id: small, action: allow, when: { args.amount: { lt: 10 } } }";
    private const string Medium = "{ id: medium, action: escalate, when: { args.amount: { lt: 100 } } }";
    private const string Rest = "{ id: rest, action: deny }";

    [Theory]
    [InlineData("""{"amount":1}""", PolicyDecision.Allow, "small")]
    [InlineData("""{"amount":50}""", PolicyDecision.Escalate, "medium")]
    [InlineData("""{"amount":500}""", PolicyDecision.Deny, "rest")]
    public void FirstRuleThatApplies_Decides(string args, PolicyDecision decision, string rule)
    {
        var evaluation = First(Small, Medium, Rest).Evaluate(Given.Action(args));

        Assert.Equal(decision, evaluation.Decision);
        Assert.Equal(rule, Assert.Single(evaluation.Rules).Rule);
    }

    [Fact]
    public void RuleThatAllowsAndEndsUnknown_IsPassedOver_AndTold()
    {
        var evaluation = First(Small, Medium, Rest).Evaluate(Given.Action("""{"amount":"1"}"""));

        Assert.Equal("medium", Assert.Single(evaluation.Rules).Rule);
        Assert.Equal(
            ["args.amount is text; lt needs a number", "rule small of policy p1 does not allow it: args.amount is text; lt needs a number"],
            evaluation.Unknown);
    }

    [Fact]
    public void OfSeveralPolicies_TheStrictestOutcomeDecides()
    {
        var set = Given.Set($"combine: first\nrules: [{Small}, {Rest}]", "rules: [{ id: all, action: escalate }]");

        Assert.Equal(PolicyDecision.Escalate, set.Evaluate(Given.Action("""{"amount":1}""")).Decision);
        Assert.Equal("rest", Assert.Single(set.Evaluate(Given.Action("""{"amount":50}""")).Rules).Rule);
    }

    [Fact]
    public void NoRuleApplies_TheDefaultDecides() =>
        Assert.Equal(PolicyDecision.Escalate, Given.Set($"combine: first\ndefault: escalate\nrules: [{Small}]")
            .Evaluate(Given.Action("""{"amount":50}""")).Decision);

    [Theory]
    [InlineData("{ action: deny }", "{ action: allow }")]
    [InlineData("{ action: allow }", "{ action: deny }")]
    [InlineData("{ tool: 'payment.*', action: deny }", "{ tool: payment.send, action: allow }")]
    [InlineData("{ tool: 'pay**', action: deny }", "{ tool: ['payment.*', pay], action: allow }")]
    [InlineData("{ tool: ['b*', 'a*'], action: deny }", "{ tool: a, action: allow }")]
    [InlineData("{ action: deny, when: { args.x: 1 } }", "{ action: allow, when: { args.x: 1 } }")]
    [InlineData("{ action: deny, when: { args.x: 1 } }", "{ action: escalate, when: { args.y: 2, args.x: { eq: 1.0 } } }")]
    [InlineData("{ action: allow, when: { args.x: 1 } }", "{ action: allow, when: { all: [{ args.y: 2 }, { args.x: 1 }] } }")]
    [InlineData("{ action: deny, environment: 'p*' }", "{ action: allow, environment: production, agent: payer }")]
    public void RuleThatIsNeverReached_IsRefused(string before, string rule)
    {
        var error = Assert.Single(Given.Errors($"combine: first\nrules:\n  - {before}\n  - {{ tool: x, action: deny }}\n  - {rule}")
            .Where(e => e.Line == 5));

        Assert.Equal("rule-3", error.Rule);
        Assert.Contains("never reached: rule 'rule-1' before it applies whenever this one would", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ tool: 'payment.*', action: deny }", "{ tool: 'payment.**', action: allow }")]
    [InlineData("{ tool: payment.send, action: deny }", "{ action: allow }")]
    [InlineData("{ action: allow, when: { args.x: 1 } }", "{ action: deny, when: { args.x: 1 } }")]
    [InlineData("{ action: allow, environment: production }", "{ action: deny, environment: production }")]
    [InlineData("{ action: deny, when: { args.x: 1, args.y: 2 } }", "{ action: allow, when: { args.x: 1 } }")]
    [InlineData("{ action: deny, agent: payer }", "{ action: allow }")]
    public void RuleThatMayBeReached_IsTaken(string before, string rule)
    {
        Assert.Equal(2, Given.Policy($"combine: first\nrules:\n  - {before}\n  - {rule}").Rules.Length);
        Assert.Equal(2, Given.Policy($"rules:\n  - {before}\n  - {rule}").Rules.Length);
    }

    [Fact]
    public void UnderStrictest_NoRuleIsOutOfReach() =>
        Assert.Equal(2, Given.Policy("combine: strictest\nrules: [{ action: deny }, { action: allow }]").Rules.Length);

    private static PolicySet First(params string[] rules) =>
        Given.Set($"combine: first\nrules: [{string.Join(", ", rules)}]");
}
