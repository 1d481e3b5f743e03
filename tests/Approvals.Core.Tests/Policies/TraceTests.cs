using System.Text.Json;
using Approvals.Core.Policies;
using Approvals.Core.Policies.Conditions;
using Approvals.Core.Policies.Tracing;

namespace Approvals.Core.Tests.Policies;

/// <summary>Why an evaluation came out as it did.</summary>
public class TraceTests
{
    private const string Document = """
        combine: first
        rules:
          - { id: other, tool: other, action: deny }
          - { id: small, tool: payment.send, action: allow, reason: small, when: { args.amount: { lt: 10 } } }
          - { id: odd, tool: "payment.*", action: escalate, when: { args.amount: { gt: 1 }, args.currency: EUR } }
          - { id: text, tool: payment.send, action: deny, when: { any: [{ args.amount: { gt: 1000 } }, { args.items: { any: { it: x } } }] } }
          - { id: rest, action: deny }
        """;

    [Theory]
    [InlineData("""{"amount":5,"items":[]}""", "small Applies, odd NotAsked, text NotAsked, rest NotAsked")]
    [InlineData("""{"amount":50,"currency":"USD","items":[]}""", "small Fails, odd Fails, text Fails, rest Applies")]
    [InlineData("""{"amount":50,"currency":"EUR","items":[]}""", "small Fails, odd Applies, text NotAsked, rest NotAsked")]
    [InlineData("""{"amount":50,"items":[]}""", "small Fails, odd AppliesToUnknown, text NotAsked, rest NotAsked")]
    [InlineData("""{"amount":"5","currency":"USD","items":[]}""", "small PassedOver, odd Fails, text AppliesToUnknown, rest NotAsked")]
    public void EveryRuleOfTheTool_HasItsResult(string args, string expected)
    {
        var trace = Assert.Single(Trace(args).Policies);

        Assert.Equal(expected, string.Join(", ", trace.Rules.Select(r => $"{r.Rule} {r.Result}")));
        Assert.Equal((1, false, Combining.First), (trace.RulesOfOtherTools, trace.DefaultHolds, trace.Combine));
    }

    [Fact]
    public void EveryTest_HasItsTruthAndItsValue()
    {
        var rule = Assert.Single(Trace("""{"amount":"5\n000","currency":"USD"}""").Policies).Rules[1];

        Assert.Equal(["{ args.amount: { gt: 1 } }", "{ args.currency: \"EUR\" }"], rule.Conditions.Select(c => c.Condition));
        Assert.Equal([Truth.Unknown, Truth.False], rule.Conditions.Select(c => c.Truth));
        Assert.Equal(
            [new TestTrace("args.amount", "gt: 1", "5 000", "text", Truth.Unknown), new TestTrace("args.currency", "eq: \"EUR\"", "USD", "text", Truth.False)],
            rule.Conditions.SelectMany(c => c.Tests));
    }

    [Fact]
    public void EvaluationInIt_IsTheOneWithoutIt()
    {
        var set = Given.Set(Document);
        var action = Given.Action("""{"amount":5}""");

        Assert.Same(set.Evaluate(action), set.Explain(action, Some.Time).Evaluation);
    }

    [Fact]
    public void WhereNoRuleApplies_TheDefaultsHold()
    {
        var set = Given.Set("rules: [{ tool: x, action: deny }]", "default: escalate\nrules: [{ tool: y, action: deny }]");

        Assert.All(set.Explain(Given.Action("{}"), Some.Time).Policies, p => Assert.True(p.DefaultHolds));
    }

    [Fact]
    public void Trace_IsJson()
    {
        var json = JsonSerializer.Serialize(Trace("""{"amount":"5"}"""), JsonSerializerOptions.Web);

        Assert.Contains("\"result\":\"passedOver\"", json, StringComparison.Ordinal);
        Assert.Contains("\"truth\":\"unknown\"", json, StringComparison.Ordinal);
    }

    private static EvaluationTrace Trace(string args) => Given.Set(Document).Explain(Given.Action(args), Some.Time);
}
