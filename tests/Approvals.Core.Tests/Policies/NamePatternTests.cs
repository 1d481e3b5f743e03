using Approvals.Core.Policies;

namespace Approvals.Core.Tests.Policies;

public class NamePatternTests
{
    [Theory]
    [InlineData("payment.send", "payment.send", true)]
    [InlineData("payment.send", "Payment.send", false)]
    [InlineData("payment.send", "payment.send2", false)]
    [InlineData("payment.send", "xpayment.send", false)]
    [InlineData("payment.send", "paymentXsend", false)]
    [InlineData("payment.*", "payment.send", true)]
    [InlineData("payment.*", "payment.", true)]
    [InlineData("payment.*", "payment", false)]
    [InlineData("payment.*", "payment.card.send", false)]
    [InlineData("payment.*", "PAYMENT.send", false)]
    [InlineData("payment.**", "payment.card.send", true)]
    [InlineData("**", "", true)]
    [InlineData("**", "a.b.c", true)]
    [InlineData("*", "abc", true)]
    [InlineData("*", "a.b", false)]
    [InlineData("*.send", "payment.send", true)]
    [InlineData("*.send", "a.payment.send", false)]
    [InlineData("**.send", "a.payment.send", true)]
    [InlineData("**.send", "send", false)]
    [InlineData("a*b*c", "aXXbYYc", true)]
    [InlineData("a*b*c", "abc", true)]
    [InlineData("a*b*c", "acb", false)]
    [InlineData("a*b*c", "a.bc", false)]
    [InlineData("a**c", "a.b.c", true)]
    [InlineData("a***c", "a.b.c", true)]
    [InlineData("pay*.s*d", "payment.send", true)]
    public void Pattern_StandsForWholeNames(string pattern, string tool, bool expected) =>
        Assert.Equal(expected, new NamePattern(pattern).Matches(tool));

    [Theory]
    [InlineData("a", true)]
    [InlineData("c.x", true)]
    [InlineData("b", false)]
    public void RuleWithAListOfTools_SpeaksOfAnyOfThem(string tool, bool expected)
    {
        var evaluation = Given.Set("rules: [{ tool: [a, 'c.*'], action: allow }]").Evaluate(Given.Action("{}", tool));

        Assert.Equal(expected ? PolicyDecision.Allow : PolicyDecision.Deny, evaluation.Decision);
    }

    [Fact]
    public void RuleWithoutTool_SpeaksOfAll() =>
        Assert.Equal(
            PolicyDecision.Allow,
            Given.Set("rules: [{ action: allow }]").Evaluate(Given.Action("{}", "any.thing.at.all")).Decision);

    [Fact]
    public void StarsWithoutEnd_AreMatchedInTime()
    {
        var pattern = new NamePattern(string.Concat(Enumerable.Repeat("*a", ToolName.MaxLength / 2)));

        Assert.False(pattern.Matches(new string('a', 10_000) + "b"));
        Assert.True(pattern.Matches(new string('a', 10_000)));
    }

    [Fact]
    public void PatternThatIsTooLong_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new NamePattern(new string('*', ToolName.MaxLength + 1)));

    [Theory]
    [InlineData("")]
    [InlineData("payment.send ")]
    [InlineData("payment.send\n")]
    [InlineData("payment.sen?")]
    [InlineData("payment.{send,x}")]
    [InlineData("payment.send, payment.x")]
    [InlineData("a.[b]")]
    public void WhatCanOnlyBeASlip_IsRefused(string pattern)
    {
        Assert.Throws<ArgumentException>(() => new NamePattern(pattern));
        Assert.False(ToolName.IsValid(pattern));
    }
}
