using Approvals.Core.Policies;

namespace Approvals.Core.Tests.Schema;

/// <summary>
/// What the compiler refuses and a JSON Schema cannot say, with a document that shows it. Where the schema takes a
/// document that the compiler does not, every error is one of these.
/// </summary>
internal static class Unsayable
{
    public static readonly (string Message, string Document)[] All =
    [
        ("A rule before this one has the id", "rules: [{ id: a, action: deny }, { id: a, action: allow }]"),
        ("A case before this one has the name", Cases("{ name: a, action: { tool: t }, expect: { decision: deny } }, { name: a, action: { tool: t }, expect: { decision: deny } }")),
        ("A tier of 'escalate' comes after the timeout", "rules: [{ action: escalate, approval: { timeout: 5m, escalate: [{ after: 5m, roles: [a] }] } }]"),
        ("'threshold' alone would replace the groups of 'defaults'", "defaults: { groups: [{ roles: [a] }] }\nrules: [{ action: escalate, approval: { threshold: 2 } }]"),
        ("'between' begins with the smaller number", When("args.x: { between: [2, 1] }")),
        ("This rule is never reached", "combine: first\nrules: [{ action: deny }, { action: allow }]"),
        ("is not a regular expression", When("args.x: { matches: '[a' }")),
        ("looks back at what was matched", When(@"args.x: { matches: '(a)\1' }")),
        ("has a group of a kind that is not taken", When("args.x: { matches: '(?=a)' }")),
        ("With its repetitions written out", When("args.x: { matches: '(a{100}){100}' }")),
        ("The document has over 500 different patterns", When($"any: [{string.Join(", ", Enumerable.Range(0, 501).Select(i => $"{{ args.x: {{ matches: a{i} }} }}"))}]")),
        ("are not part of the policy language", "rules: [{ action: !!str deny }]"),
        ("nesting is over 32 levels deep", When(Nested(40))),
        ("has bits set behind its prefix", When("args.x: { cidr: 10.1.0.0/8 }")),
        ("is not a network such as", When("args.x: { cidr: 10.0.0/8 }")),
        ("has no prefix length from 0 to", When("args.x: { cidr: 10.0.0.0/33 }")),
    ];

    /// <summary>What the schema sees is the number; the author's spelling of it is gone.</summary>
    public static readonly (string Message, string Document)[] Spellings =
    [
        ("is not exact as a binary64 number", When("args.x: 9007199254740993")),
        ("is not a decimal number", When("args.x: 0x1F")),
        ("'threshold' is a whole number from 1 to 100, not '1.0'", "rules: [{ action: escalate, approval: { threshold: 1.0 } }]"),
        ("'id' is a name", "rules: [{ id: +5, action: deny }]"),
        ("stands in 'roles' twice", "rules: [{ action: escalate, approval: { roles: [1, '1'] } }]"),
    ];

    public static bool Is(PolicyError error) =>
        Array.Exists(All, u => error.Message.Contains(u.Message, StringComparison.Ordinal));

    private static string Nested(int depth) => depth == 0 ? "args.x: 1" : $"not: {{ {Nested(depth - 1)} }}";

    /// <summary>The same, where an author's spelling may be the reason.</summary>
    public static bool IsAny(PolicyError error) =>
        Is(error) || Array.Exists(Spellings, u => error.Message.Contains(u.Message, StringComparison.Ordinal));

    private static string When(string condition) => $"rules: [{{ action: deny, when: {{ {condition} }} }}]";

    private static string Cases(string cases) => $"rules: [{{ action: deny }}]\ncases: [{cases}]";
}
