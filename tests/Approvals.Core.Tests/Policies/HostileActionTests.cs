using System.Text.Json;
using Approvals.Core.Policies;

namespace Approvals.Core.Tests.Policies;

/// <summary>Actions made to be slow, and what an evaluation of any may allocate.</summary>
public class HostileActionTests
{
    private const string Elements = """
        rules:
          - { id: any, tool: t, action: deny, when: { args.list: { any: { it: { gt: 1000000 } } } } }
          - { id: all, tool: t, action: deny, when: { args.list: { all: { it: { lt: 5 } } } } }
          - { id: contains, tool: t, action: deny, when: { args.list: { contains: 5000000 } } }
          - { id: length, tool: t, action: escalate, when: { args.list: { length: 1000000 } }, reason: a million }
        """;

    [Fact]
    public void MillionElements_AreGoneThroughOnce() =>
        Assert.Equal("a million", Bounded(Elements, $$"""{"list":[{{string.Join(',', Enumerable.Range(0, 1_000_000))}}]}""").Reason);

    [Fact]
    public void MillionElementsOfAnotherKind_AreToldOfThree()
    {
        var evaluation = Bounded(Elements, $$"""{"list":[{{string.Join(',', Enumerable.Repeat("\"5\"", 1_000_000))}}]}""");

        Assert.Equal(
            [
                "args.list[0] is text; gt needs a number",
                "args.list[1] is text; gt needs a number",
                "args.list[2] is text; gt needs a number",
            ],
            evaluation.Rules[0].Unknown);
    }

    [Fact]
    public void NestedArguments_AreGoneThroughOnce()
    {
        const string Document = """
            rules:
              - { tool: t, action: deny, when: { "args.a[*].b[*].c[*].d[*]": { any: { it: 1 } } } }
              - { tool: t, action: deny, when: { args.a: { any: { it.b: { any: { it.c: { any: { it.d: { any: { it: 1 } } } } } } } } } }
              - { tool: t, action: allow }
            """;
        var d = $"{{\"d\":[{string.Join(',', Enumerable.Repeat("0", 100))}]}}";
        var c = $"{{\"c\":[{string.Join(',', Enumerable.Repeat(d, 20))}]}}";
        var b = $"{{\"b\":[{string.Join(',', Enumerable.Repeat(c, 20))}]}}";

        Assert.Equal(PolicyDecision.Allow, Bounded(Document, $"{{\"a\":[{string.Join(',', Enumerable.Repeat(b, 20))}]}}").Decision);
    }

    [Fact]
    public void DeepestArguments_AreUnknownBelowTheirEnd() => Assert.Equal(
        PolicyDecision.Deny,
        Bounded(
            "rules: [{ tool: t, action: deny, when: { args" + string.Concat(Enumerable.Repeat(".a", 32)) + ": 1 } }]",
            string.Concat(Enumerable.Repeat("{\"a\":", 31)) + "1" + new string('}', 31)).Decision);

    [Fact]
    public void LongText_IsReadWithoutACopy() => Assert.Equal(
        "rest",
        Bounded(
            """
            rules:
              - { tool: t, action: deny, when: { args.x: { startsWith: b } } }
              - { tool: t, action: deny, when: { args.x: { contains: b } } }
              - { tool: t, action: deny, when: { args.x: { glob: "**b*" } } }
              - { tool: t, action: deny, when: { args.x: { matches: "(a+)+b" } } }
              - { tool: t, action: deny, when: { args.x: { in: [b, c, d, e, f, g, h, i, j] } } }
              - { tool: t, action: allow, reason: rest, when: { args.x: { length: { gt: 100 } } } }
            """,
            $$"""{"x":"{{new string('a', 250_000)}}"}""").Reason);

    [Theory]
    [InlineData(100)]
    [InlineData(10_000)]
    public void Evaluation_AllocatesNextToNothing_HoweverManyRulesThereAre(int rules)
    {
        var set = Given.Set("rules:\n" + string.Concat(Enumerable.Range(0, rules).Select(i =>
            $"- {{ tool: t{i / 3}, action: escalate, reason: r{i}, when: {{ args.n: {{ gt: {i % 3} }}, args.c: [EUR, USD] }} }}\n")));
        var action = Given.Action("""{"n":2,"c":"EUR"}""", "t7");
        Assert.Equal("r21; r22", set.Evaluate(action).Reason);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            set.Evaluate(action);
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1_000, 0, 16);
    }

    /// <summary>Evaluates; what is allocated does not grow with the action.</summary>
    private static Evaluation Bounded(string document, string args)
    {
        var set = Given.Set(document);
        var action = new ProposedAction(Some.Agent, "t", JsonElement.Parse(args), null, null);
        set.Evaluate(action, Some.Time);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var evaluation = set.Evaluate(action, Some.Time);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
        return evaluation;
    }
}
