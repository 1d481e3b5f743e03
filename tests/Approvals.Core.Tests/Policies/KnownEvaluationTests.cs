namespace Approvals.Core.Tests.Policies;

/// <summary>Who is told the same is told it by the same instance.</summary>
public class KnownEvaluationTests
{
    private const string Document = """
        rules:
          - { id: one, tool: a, action: escalate, reason: one, when: { args.x: { gt: 1 } } }
          - { id: two, tool: a, action: escalate, reason: two, when: { args.x: { gt: 2 } } }
          - { id: small, tool: b, action: allow, when: { args.x: { lt: 2 } } }
          - { id: all, tool: b, action: allow }
        """;

    [Theory]
    [InlineData("a", """{"x":2}""", """{"x":2,"y":1}""")]
    [InlineData("a", """{"x":3}""", """{"x":4}""")]
    [InlineData("a", """{"x":1}""", """{"x":0}""")]
    [InlineData("c", "{}", """{"x":0}""")]
    [InlineData("b", "{}", """{"x":"text"}""")]
    public void SameRules_AreTheSameEvaluation(string tool, string args, string other)
    {
        var set = Given.Set(Document);

        Assert.Same(set.Evaluate(Given.Action(args, tool)), set.Evaluate(Given.Action(other, tool)));
    }

    [Theory]
    [InlineData("a", """{"x":2}""", "a", """{"x":3}""")]
    [InlineData("c", "{}", "d", "{}")]
    public void OtherRulesOrTools_AreAnotherEvaluation(string tool, string args, string otherTool, string otherArgs)
    {
        var set = Given.Set(Document);

        Assert.NotEqual(set.Evaluate(Given.Action(args, tool)).Reason, set.Evaluate(Given.Action(otherArgs, otherTool)).Reason);
    }

    [Fact]
    public void WhatIsUnknown_IsToldAnew() => Assert.Equal(
        ["args.x is missing; gt needs a number"],
        Given.Set(Document).Evaluate(Given.Action("{}", "a")).Unknown);

    [Fact]
    public void CallersAtOnce_AreToldWhatTheyWouldBeToldAlone()
    {
        var (set, calm) = (Given.Set(Document), Given.Set(Document));
        var actions = Enumerable.Range(0, 5_000).Select(i => Given.Action($$"""{"x":{{i % 5}}}""", "abcd"[i % 4].ToString())).ToList();
        var alone = actions.ConvertAll(a => calm.Evaluate(a).Reason);

        var atOnce = actions.AsParallel().AsOrdered().WithDegreeOfParallelism(8).Select(a => set.Evaluate(a).Reason).ToList();

        Assert.Equal(alone, atOnce);
    }
}
