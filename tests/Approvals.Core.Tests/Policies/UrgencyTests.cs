using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;

namespace Approvals.Core.Tests.Policies;

/// <summary>How urgent a decision is, and where people are asked.</summary>
public class UrgencyTests
{
    [Theory]
    [InlineData("low", Urgency.Low)]
    [InlineData("high", Urgency.High)]
    [InlineData("critical", Urgency.Critical)]
    public void Urgency_IsTheRules(string word, Urgency expected) =>
        Assert.Equal(expected, Evaluate($"{{ action: escalate, approval: {{ urgency: {word} }} }}").Urgency);

    [Theory]
    [InlineData("{ action: escalate }")]
    [InlineData("{ action: escalate, approval: { urgency: normal } }")]
    [InlineData("{ action: deny }")]
    public void NormalUrgency_IsNotSaid(string rule) => Assert.Null(Evaluate(rule).Urgency);

    [Fact]
    public void OfSeveralRules_TheHighestHolds() => Assert.Equal(Urgency.High, Evaluate(
        "{ action: escalate, approval: { urgency: low } }, { action: escalate, approval: { urgency: high } }, { action: escalate }").Urgency);

    [Fact]
    public void Urgency_IsInheritedFromTheDefaults() => Assert.Equal(
        Urgency.High,
        Given.Set("defaults: { urgency: high, channels: [slack] }\nrules: [{ action: escalate, approval: { threshold: 2 } }]")
            .Evaluate(Given.Action("{}")).Urgency);

    [Fact]
    public void Channels_AreTheRequirements_AndTheTiers()
    {
        var requirement = Assert.Single(Evaluate(
            "{ action: escalate, approval: { channels: [slack, email], escalate: [{ after: 5m, roles: [director], channels: sms }] } }").Requirements);

        Assert.Equal(["email", "slack"], Names(requirement.Channels));
        Assert.Equal(["sms"], Names(Assert.Single(requirement.Tiers).Channels));
    }

    [Fact]
    public void BlocksThatDifferInChannels_AreRequirementsOfTheirOwn() => Assert.Equal(2, Evaluate(
        "{ action: escalate, approval: { channels: [slack] } }, { action: escalate }, { action: escalate, approval: { channels: [slack] } }").Requirements.Length);

    [Theory]
    [InlineData("urgency: urgent", "'urgency' is critical, high, low or normal, not 'urgent'.")]
    [InlineData("urgency: hihg", "did you mean 'high'?")]
    [InlineData("channels: []", "'channels' is an empty list")]
    [InlineData("channels: ['a b']", "'a b' in 'channels' is not a name")]
    [InlineData("channels: [a, a]", "'a' stands in 'channels' twice")]
    [InlineData("channels: [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u]", "'channels' names at most 20 channels, not 21")]
    [InlineData("chanels: [a]", "did you mean 'channels'?")]
    public void WhatIsNone_IsRefused(string entry, string fragment) => Assert.Contains(
        fragment,
        Assert.Single(Given.Errors($"rules: [{{ action: escalate, approval: {{ {entry} }} }}]")).Message,
        StringComparison.Ordinal);

    private static IEnumerable<string> Names(ImmutableArray<ChannelName>? channels) =>
        Assert.NotNull(channels).Select(c => c.Value);

    private static Evaluation Evaluate(string rules) => Given.Set($"rules: [{rules}]").Evaluate(Given.Action("{}"));
}
