using Approvals.Core.Policies;

namespace Approvals.Core.Tests.Policies;

/// <summary>The rule of the project's first page, word for word.</summary>
public class SeedRuleTests
{
    private const string Seed = """
        rules:
          - tool: "payment.send"
            action: escalate
            when:
              args.amount:
                gt: 100
            reason: "Payments over $100 require approval"
        """;

    [Theory]
    [InlineData("""{"amount":5000}""")]
    [InlineData("""{"amount":100.01}""")]
    [InlineData("""{"amount":1.0001e2}""")]
    public void AmountOver100_IsEscalated(string args)
    {
        var evaluation = Evaluate(args);

        Assert.Equal(PolicyDecision.Escalate, evaluation.Decision);
        Assert.Equal("Payments over $100 require approval", evaluation.Reason);
        var rule = Assert.Single(evaluation.Rules);
        Assert.Equal("rule-1", rule.Rule);
        Assert.Empty(rule.Unknown);
        var requirement = Assert.Single(evaluation.Requirements);
        Assert.Equal(1, requirement.Threshold);
        Assert.Equal("approver", Assert.Single(requirement.Roles).Value);
        Assert.Equal(TimeSpan.FromMinutes(15), evaluation.Timeout);
        Assert.Equal(TimeSpan.FromMinutes(15), evaluation.ValidFor);
    }

    [Theory]
    [InlineData("""{"amount":100}""")]
    [InlineData("""{"amount":1e2}""")]
    [InlineData("""{"amount":100.0}""")]
    [InlineData("""{"amount":99.99}""")]
    [InlineData("""{"amount":-5000}""")]
    public void AmountUpTo100_FallsToTheDefault(string args)
    {
        var evaluation = Evaluate(args);

        Assert.Equal(PolicyDecision.Deny, evaluation.Decision);
        Assert.Equal(AppliedRule.DefaultRule, Assert.Single(evaluation.Rules).Rule);
        Assert.Empty(evaluation.Requirements);
    }

    [Theory]
    [InlineData("""{"amount":"5000"}""", "args.amount is text; gt needs a number")]
    [InlineData("""{}""", "args.amount is missing; gt needs a number")]
    [InlineData("""{"Amount":5}""", "args.amount is missing; gt needs a number")]
    [InlineData("""{"amount":null}""", "args.amount is null; gt needs a number")]
    [InlineData("""{"amount":[5]}""", "args.amount is an array; gt needs a number")]
    [InlineData("""{"amount":{"value":5}}""", "args.amount is an object; gt needs a number")]
    [InlineData("""{"amount":true}""", "args.amount is a boolean; gt needs a number")]
    public void AmountThatCannotBeCompared_IsEscalatedAndSaysWhy(string args, string unknown)
    {
        var evaluation = Evaluate(args);

        Assert.Equal(PolicyDecision.Escalate, evaluation.Decision);
        Assert.Equal(unknown, Assert.Single(Assert.Single(evaluation.Rules).Unknown));
    }

    [Fact]
    public void AnotherTool_FallsToTheDefault() =>
        Assert.Equal(PolicyDecision.Deny, Given.Set(Seed).Evaluate(Given.Action("""{"amount":5000}""", "payment.refund")).Decision);

    private static Evaluation Evaluate(string args) => Given.Set(Seed).Evaluate(Given.Action(args));
}
