using Approvals.Core.Policies;
using FsCheck;
using FsCheck.Fluent;

namespace Approvals.Core.Tests.Policies.Generated;

/// <summary>What is printed is read as the same policy.</summary>
public class PrintingProperties
{
    /// <summary>With everything in it that the generated ones have not.</summary>
    private const string Whole = """
        policy: all:of@it
        description: "two\nlines \u0085 \u2028 \x07 ünï 😀 'quoted' \"twice\" # no comment"
        default: escalate
        combine: first
        defaults: { threshold: 3, reviewers: [zoe], urgency: critical, channels: [a, b], escalate: [{ after: 90s, roles: [r], reviewers: [s], channels: [c] }, { after: 2m, roles: [t] }] }
        rules:
          - id: one
            tool: [a.b, 'c.*', "d.**"]
            agent: [x, y]
            environment: "prod*"
            action: escalate
            reason: "null: {args.amount}, [a] # {x}"
            alternatives: ["yes", "~", "1"]
            when:
              all:
                - args.a: { any: { it.x: { between: [-1.5e-7, 1e21] }, it?: { exists: true } } }
                - args.a: { all: { any: [{ it: true }, { not: { it: ["true", true, "1", 1] } }] } }
                - "args.b[0].c[*].d?": { none: { it: { length: { gte: 1, in: [1, 2] } } } }
                - args.c: { gt: 1, gt: 2 }
          - id: two
            action: deny
            when:
              args.a: { startsWith: "null", endsWith: "\t", glob: '"*"', matches: '\d+\\', contains: "{" }
              args.b: { before: -90s, after: '2026-03-01T12:00:00.1234567+02:00', cidr: ['10.0.0.0/8', '::/0'], neq: 0, notIn: [-0, 1e2] }
              any: [{ args.a: 1 }, { args.a: 1, args.b: { eq: 1 } }]
              not: { all: [{ args.a: 1 }] }
              "args.strange key!": "value"
              args.null: 'null'
          - { id: three, action: allow, tool: z }
        cases:
          - name: "first: one"
            action: { tool: a, args: { "": [1, null, { "a b": true, "null": "x", ? "very long key very long key very long key very long key very long key very long key very long key very long key" : 1e-7 }], n: -0.5 }, environment: e, context: {}, agent: x }
            now: 2026-03-01T12:00:00.5Z
            expect: { decision: escalate, reason: r, rule: [one, two], unknown: [args.a, b], alternatives: x, urgency: low, timeout: 90s, approvals: 0 }
          - { action: { tool: b }, expect: { decision: deny, unknown: false } }

        """;

    [Fact]
    public void GeneratedPolicy_IsReadAgainAsItself() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1_000).WithReplay(20260301, 1),
        Prop.ForAll(Documents.Policy(8).ToArbitrary(), document =>
        {
            if (Given.Compilation(document) is PolicyCompilation.Compiled(var policy))
            {
                IsReadAgain(policy);
            }
        }));

    [Fact]
    public void PolicyWithEverything_IsReadAgainAsItself() => IsReadAgain(Given.Policy(Whole.Replace("gt: 1, gt: 2", "gt: 1, lt: 2", StringComparison.Ordinal)));

    [Fact]
    public void DeepestCondition_IsReadAgainAsItself()
    {
        const int Levels = 27;
        IsReadAgain(Given.Policy($"rules: [{{ action: deny, when: {string.Concat(Enumerable.Repeat("{ not: ", Levels))}{{ args.x: {{ gt: 1, lt: 2 }} }}{new string('}', Levels)} }}]"));
    }

    private static void IsReadAgain(Policy policy)
    {
        var text = PolicyPrinter.Print(policy);
        var again = Given.Policy(text);
        SamePolicy.Check(policy, again);
        Assert.Equal(text, PolicyPrinter.Print(again));
    }
}
