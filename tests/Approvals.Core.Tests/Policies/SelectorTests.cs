using Approvals.Core.Policies;

namespace Approvals.Core.Tests.Policies;

/// <summary>Rules that speak of some agents and environments only.</summary>
public class SelectorTests
{
    [Theory]
    [InlineData("payer", true)]
    [InlineData("[browser, 'pay*']", true)]
    [InlineData("browser", false)]
    [InlineData("'p*.x'", false)]
    [InlineData("'**'", true)]
    public void Agent_IsANameAGlobOrAList(string agent, bool expected) =>
        AssertApplies(expected, $"{{ agent: {agent}, action: allow }}", environment: null);

    [Theory]
    [InlineData("production", "production", true)]
    [InlineData("production", "staging", false)]
    [InlineData("'prod*'", "production", true)]
    [InlineData("[staging, production]", "production", true)]
    [InlineData("'**'", "production", true)]
    public void Environment_IsWhatTheRequestNames(string pattern, string environment, bool expected)
    {
        AssertApplies(expected, $"{{ environment: {pattern}, action: allow }}", environment);
        AssertApplies(expected, $"{{ environment: {pattern}, action: deny }}", environment);
    }

    [Fact]
    public void RequestThatNamesNoEnvironment_DoesNotSlipUnderARuleOfOne()
    {
        AssertApplies(false, "{ environment: production, action: allow }", environment: null);
        AssertApplies(true, "{ environment: production, action: escalate }", environment: null);
        AssertApplies(true, "{ environment: '**', action: allow }", environment: null);
        Assert.Equal(
            ["environment is missing; environment needs a name"],
            Evaluate("{ environment: production, action: deny }", null).Unknown);
    }

    [Fact]
    public void RuleOfAnotherAgent_IsNotUnknownForWantOfAnEnvironment() =>
        AssertApplies(false, "{ agent: browser, environment: production, action: deny }", environment: null);

    [Theory]
    [InlineData("rules: [{ action: deny, agent: 'a b' }]", "'a b' names no agents: ")]
    [InlineData("rules: [{ action: deny, environment: 'pro?' }]", "'pro?' names no environments: ")]
    [InlineData("rules: [{ action: deny, agents: x }]", "A rule has no key 'agents' (did you mean 'agent'?)")]
    public void WhatIsNoPattern_IsRefused(string document, string fragment) =>
        Assert.StartsWith(fragment, Assert.Single(Given.Errors(document)).Message, StringComparison.Ordinal);

    private static void AssertApplies(bool expected, string rule, string? environment) =>
        Assert.Equal(expected, Assert.Single(Evaluate(rule, environment).Rules).Rule != AppliedRule.DefaultRule);

    private static Evaluation Evaluate(string rule, string? environment) =>
        Given.Set($"rules: [{rule}]").Evaluate(Given.Action("{}", environment: environment));
}
