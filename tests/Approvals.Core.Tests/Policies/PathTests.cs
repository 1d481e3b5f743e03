using System.Text.Json;
using Approvals.Core.Policies;
using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Tests.Policies;

public class PathTests
{
    [Theory]
    [InlineData("{ tool: payment.send }", Truth.True)]
    [InlineData("{ tool: payment.refund }", Truth.False)]
    [InlineData("{ agent.id: payer }", Truth.True)]
    [InlineData("{ agent.id: browser }", Truth.False)]
    [InlineData("{ environment: prod }", Truth.True)]
    [InlineData("{ context.ticket.open: true }", Truth.True)]
    [InlineData("{ context.ticket.id: 7 }", Truth.Unknown)]
    [InlineData("{ args.to.country: DE }", Truth.True)]
    public void Path_FindsWhatItNames(string when, Truth expected) =>
        Assert.Equal(expected, Given.Condition(when).Evaluate(Given.Action(
            """{"to":{"country":"DE"}}""", environment: "prod", context: """{"ticket":{"open":true}}""")));

    [Theory]
    [InlineData("[]")]
    [InlineData("\"{}\"")]
    [InlineData("null")]
    public void ArgumentsThatAreNoObject_AreNoAction(string args) =>
        Assert.Throws<ArgumentException>(() => new ProposedAction(Some.Agent, "t", JsonElement.Parse(args), null, null));

    [Theory]
    [InlineData("{ environment: prod }")]
    [InlineData("{ context.ticket: T1 }")]
    public void WhatTheAgentLeftOut_IsUnknown(string when) =>
        Assert.Equal(Truth.Unknown, Given.Truth(when, "{}"));

    [Theory]
    [InlineData("args")]
    [InlineData("args.")]
    [InlineData("args..x")]
    [InlineData("args[0]")]
    [InlineData("args[*]")]
    [InlineData("args.items[]")]
    [InlineData("args.items[01]")]
    [InlineData("args.items[-1]")]
    [InlineData("args.items[x]")]
    [InlineData("args.items[**]")]
    [InlineData("args.items[0")]
    [InlineData("args.items0]")]
    [InlineData("args.items[0]x")]
    [InlineData("args.items[1234567890]")]
    [InlineData("args.items.[0]")]
    [InlineData("args.a?.b")]
    [InlineData("args.{a}")]
    [InlineData("it.")]
    [InlineData("item")]
    [InlineData("context")]
    [InlineData("agent")]
    [InlineData("agent.name")]
    [InlineData("agent.id.x")]
    [InlineData("tool.name")]
    [InlineData("amount")]
    [InlineData("Args.x")]
    [InlineData("")]
    public void WhatIsNoPath_IsRefused(string text) =>
        Assert.False(ActionPath.TryParse(text, out _));

    [Fact]
    public void HalfOfASurrogatePair_IsNoName() => Assert.False(ActionPath.TryParse("args.\ud800", out _));

    [Fact]
    public void TextThatIsNotUnicode_EqualsNothing() =>
        Assert.Equal(Truth.False, new Operand.Text("\ud800").Compare(Fact.Of(Some.Json("\"\ufffd\"").Element)));
}
