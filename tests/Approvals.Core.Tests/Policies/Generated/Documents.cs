using FsCheck;
using FsCheck.Fluent;

namespace Approvals.Core.Tests.Policies.Generated;

/// <summary>Policies and actions that come near each other: few tools, few paths, few values.</summary>
internal static class Documents
{
    private static readonly string[] Tools =
        ["a", "b", "a.b", "a.c", "a.b.c", "b.c", "'a.*'", "'a.**'", "'*.c'", "'**.c'", "'*'", "'**'", "'a*c'", "[a, 'b*']", "[a.b, 'a.*', b]", "'***'"];

    private static readonly string[] Names = ["x", "y", "z"];

    private static readonly string[] Scalars = ["1", "2", "3.5", "a", "b", "'1'", "true", "false", "'2026-03-01T12:00:00Z'", "'10.0.0.1'", "ab.c"];

    private static readonly string[] Selectors = ["payer", "browser", "'p*'", "[payer, other]", "'**'"];

    private static readonly string[] Environments = ["prod", "staging", "'prod*'", "[prod, staging]", "'**'"];

    private static readonly string[] Tests =
    [
        "{ gt: 1 }", "{ gte: 2 }", "{ lt: 3 }", "{ lte: 2, gt: 0 }", "{ between: [1, 2] }", "{ notIn: [1, a] }", "{ neq: 1 }",
        "{ contains: a }", "{ startsWith: a }", "{ endsWith: b }", "{ glob: 'a*' }", "{ matches: '[ab]+' }", "{ exists: true }",
        "{ exists: false }", "{ exists: true, eq: 1 }", "{ length: 1 }", "{ length: { gt: 1 } }", "{ before: +1h }", "{ after: -1h }",
        "{ before: '2026-03-01T12:00:00Z' }", "{ cidr: 10.0.0.0/8 }", "{ any: { it: 1 } }", "{ all: { it: { gt: 1 } } }",
        "{ none: { it: a } }", "{ any: { it.x: 1, it.y?: 2 } }", "{ contains: 1 }",
    ];

    private static readonly string[] Values =
        ["1", "2", "3", "3.5", "\"a\"", "\"b\"", "\"ab\"", "\"1\"", "true", "false", "null", "[]", "[1]", "[2,3]", "[\"a\",1]", "{}", "{\"x\":1}", "[{\"x\":1,\"y\":2}]", "\"2026-03-01T12:00:00Z\"", "\"10.0.0.1\""];

    public static Gen<string> Policy(int rules) =>
        from combine in Gen.Frequency((4, Gen.Constant("strictest")), (1, Gen.Constant("first")))
        from fallback in Gen.Elements("allow", "deny", "escalate")
        from list in Rule().ListOf().Resize(rules).Where(l => l.Count > 0)
        select $"combine: {combine}\ndefault: {fallback}\nrules:\n{string.Join('\n', list.Select((r, i) => $"  - {{ id: r{i}, {r} }}"))}\n";

    public static Gen<string> Rule() =>
        from tool in Gen.Elements(Tools)
        from action in Gen.Elements("allow", "deny", "escalate")
        from agent in Gen.Frequency((5, Gen.Constant("")), (1, Gen.Elements(Selectors).Select(s => $", agent: {s}")))
        from environment in Gen.Frequency((5, Gen.Constant("")), (1, Gen.Elements(Environments).Select(s => $", environment: {s}")))
        from when in Gen.Frequency((1, Gen.Constant("")), (6, Condition(2).Select(c => $", when: {c}")))
        from reason in Gen.Elements("", "", ", reason: fixed", ", reason: 'is {args.x}'")
        from approval in action == "escalate" ? Approval() : Gen.Constant("")
        select $"tool: {tool}, action: {action}{agent}{environment}{when}{reason}{approval}";

    public static Gen<(string Tool, string Agent, string? Environment, string Args, string Context)> Action() =>
        from tool in Gen.Elements("a", "b", "a.b", "a.c", "a.b.c", "b.c", "c", "abc")
        from agent in Gen.Elements("payer", "browser", "other")
        from environment in Gen.Elements(null, "prod", "staging", "production")
        from args in Members()
        from context in Members()
        select (tool, agent, environment, args, context);

    private static Gen<string> Members() =>
        from values in Gen.Frequency((1, Gen.Constant<string?>(null)), (4, Gen.Elements(Values).Select(v => (string?)v))).ListOf(Names.Length)
        select $"{{{string.Join(',', values.Select((v, i) => v is null ? null : $"\"{Names[i]}\":{v}").OfType<string>())}}}";

    private static Gen<string> Approval() => Gen.Elements(
        "",
        ", approval: { threshold: 2 }",
        ", approval: { roles: [finance], urgency: high, channels: [slack], timeout: 1h, validFor: 90s }",
        ", approval: { groups: [{ roles: [a], threshold: 2 }, { reviewers: [b] }], inOrder: true, denials: 2, separateOwner: false }",
        ", approval: { reviewers: [zoe], escalate: [{ after: 5m, roles: [director], channels: [sms] }] }");

    private static Gen<string> Condition(int depth) => depth == 0
        ? Entry().Select(e => $"{{ {e} }}")
        : Gen.Frequency(
            (4, Entry().NonEmptyListOf().Resize(3).Select(e => $"{{ {string.Join(", ", e.DistinctBy(x => x.Split(':')[0]))} }}")),
            (1, Condition(depth - 1).NonEmptyListOf().Resize(3).Select(c => $"{{ all: [{string.Join(", ", c)}] }}")),
            (1, Condition(depth - 1).NonEmptyListOf().Resize(3).Select(c => $"{{ any: [{string.Join(", ", c)}] }}")),
            (1, Condition(depth - 1).Select(c => $"{{ not: {c} }}")));

    private static Gen<string> Entry() =>
        from path in Gen.OneOf(
            Gen.Elements(Names).Select(n => $"args.{n}"),
            Gen.Elements("context.x", "args.x.y", "args.x[0]", "args.y[1].x", "tool", "environment", "agent.id"))
        from mark in Gen.Frequency((3, Gen.Constant("")), (1, Gen.Constant("?")))
        from test in Gen.OneOf(
            Gen.Elements(Scalars),
            Gen.Elements(Scalars).NonEmptyListOf().Resize(4).Select(s => $"[{string.Join(", ", s)}]"),
            Gen.Elements(Tests))
        select $"\"{path}{mark}\": {test}";
}
