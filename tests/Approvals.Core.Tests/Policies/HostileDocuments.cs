namespace Approvals.Core.Tests.Policies;

/// <summary>Documents as large as may be, and made to be slow.</summary>
internal static class HostileDocuments
{
    public static IReadOnlyDictionary<string, Func<string>> All { get; } = new Dictionary<string, Func<string>>(StringComparer.Ordinal)
    {
        ["rules"] = () => Rules("", i => $"tool: tool{i / 3}.run, action: escalate, when: {{ args.amount: {{ gt: {i} }}, args.c: a{i} }}"),
        ["rules under first"] = () => Rules("combine: first", i => $"tool: tool{i / 3}.run, action: escalate, when: {{ args.amount: {{ gt: {i} }}, args.c: a{i} }}"),
        ["globs under first"] = () => Rules("combine: first", i => $"tool: '*x{i}', action: deny"),
        ["misspelt rules"] = () => Rules("", i => $"actoin: deny, rul: {i}, bla: 2"),
        ["patterns too large"] = () => Rules("", i => $"action: deny, when: {{ args.x: {{ matches: '([a-z{i}]{{40}}){{40}}' }} }}"),
        ["lists"] = () => "rules: [" + Repeat("[],", 340_000) + "]",
        ["brackets"] = () => "rules: " + Repeat("[", 1_000_000),
        ["braces"] = () => "rules: " + Repeat("{a: ", 250_000),
        ["lines"] = () => "rules:\n" + Repeat("- a\n", 260_000),
        ["long text"] = () => "rules: \"" + Repeat("a", 1_040_000) + "\"",
        ["folded text"] = () => "rules: >\n" + Repeat(" a\n", 340_000),
        ["keys"] = () => string.Concat(Enumerable.Range(0, 90_000).Select(i => $"k{i}: 1\n")),
        ["same key"] = () => Repeat("kk: 1\n", 170_000),
        ["comments"] = () => "rules: [{ action: deny }]\n" + Repeat("#\n", 500_000),
        ["alias bomb"] = () => "a: &a [x,x,x,x,x,x,x,x,x]\n" + string.Concat("bcdefghij".Select(c => $"{c}: &{c} [{string.Join(',', Enumerable.Repeat($"*{(char)(c - 1)}", 9))}]\n")) + "rules: [*j]",
        ["aliased rules"] = () => "rules:\n- &r { action: deny, when: { any: [" + Repeat("{args.x: 1},", 12) + "] } }\n" + Repeat("- *r\n", 9_000),
        ["values of a list"] = () => "rules: [{ action: deny, when: { args.x: [" + Repeat("aaaaaaa,", 120_000) + "] } }]",
        ["tools"] = () => "rules: [{ action: deny, tool: [" + string.Concat(Enumerable.Range(0, 90_000).Select(i => $"t{i},")) + "] }]",
        ["networks"] = () => "rules: [{ action: deny, when: { args.x: { cidr: [" + Repeat("10.0.0.0/8,", 90_000) + "] } } }]",
        ["cases"] = () => "rules: [{ action: deny }]\ncases:\n" + string.Concat(Enumerable.Range(0, 9_000).Select(i => $"- {{ action: {{ tool: x, args: {{ a: {i} }} }}, expect: {{ decision: deny }} }}\n")),
    };

    private static string Rules(string head, Func<int, string> rule) =>
        $"{head}\nrules:\n{string.Concat(Enumerable.Range(0, 10_000).Select(i => $"- {{ {rule(i)} }}\n"))}";

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
