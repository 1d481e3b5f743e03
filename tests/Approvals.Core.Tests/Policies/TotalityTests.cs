using System.Text;
using Approvals.Core.Policies;
using FsCheck;
using FsCheck.Fluent;

namespace Approvals.Core.Tests.Policies;

/// <summary>Whatever the text, compiling gives a policy or errors, and never an exception.</summary>
public class TotalityTests
{
    private static readonly string[] Seeds =
    [
        """
        policy: payments
        description: Payments that agents make
        default: escalate
        defaults: { threshold: 2, roles: [finance], timeout: 15m, validFor: 1h }
        rules:
          - tool: "payment.send"
            action: escalate
            when:
              args.amount:
                gt: 100
            reason: "Payments over $100 require approval"
          - id: other
            tool: [payment.*, '**']
            action: deny
            when: &c { any: [{ args.a?: true }, { not: { args.b.c: { in: [1, "two", ~] } } }] }
            alternatives: [wait]
          - { action: allow, when: { all: [*c, { tool: x }] } }
        """,
        """{"rules":[{"id":"big","action":"escalate","when":{"args.x":{"gt":1e2,"exists":true}},"approval":{"threshold":1}}]}""",
    ];

    /// <summary>What YAML, numbers or Unicode give a meaning of their own.</summary>
    private static readonly string[] Fragments =
    [
        ":", ": ", "- ", "? ", "[", "]", "{", "}", ",", "&c ", "*c", "!!int ", "!<x> ", "|", ">", "|2-\n", "'", "\"", "#", " #",
        "%YAML 1.2\n", "%YAML 9999999999.1\n", "%TAG ! x\n", "---\n", "...\n", "\n", "\r", "\t", " ", "<<: ", "null", "~", "1e400",
        "0x", "0xffffffffffffffffff", ".nan", "\\x", "\"\\U99999999\"", "\"\\ud800\"", "\u0000", "\ufeff", "\u0085", "\u2028",
        "\ud800", "\udc00", "\ud83d\ude00", "999999999999d", "[[[[[[[[", "{a: {a: {a: ", "*", "&", "@", "`",
    ];

    [Fact]
    public void MutatedDocument_IsCompiledOrRefused() => CheckAll(Mutated(), 4_000);

    [Fact]
    public void RandomBytes_AreCompiledOrRefused() =>
        CheckAll(Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf().Select(Encoding.Latin1.GetString), 2_000);

    [Fact]
    public void RandomFragments_AreCompiledOrRefused() =>
        CheckAll(Gen.Elements(Fragments).ArrayOf().Select(string.Concat), 3_000);

    private static Gen<string> Mutated() =>
        from seed in Gen.Elements(Seeds)
        from edits in (
            from at in Gen.Choose(0, seed.Length)
            from cut in Gen.Choose(0, 6)
            from fragment in Gen.Elements(Fragments)
            select (at, cut, fragment)).NonEmptyListOf()
        select edits.Take(4).Aggregate(seed, (text, edit) => Edit(text, edit.at, edit.cut, edit.fragment));

    private static string Edit(string text, int at, int cut, string fragment)
    {
        var start = Math.Min(at, text.Length);
        return string.Concat(text.AsSpan(0, start), fragment, text.AsSpan(Math.Min(start + cut, text.Length)));
    }

    /// <summary>The seed is fixed: the same build checks the same documents.</summary>
    private static void CheckAll(Gen<string> documents, int count) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(20260301, 1),
            Prop.ForAll(documents.ToArbitrary(), document => Given.Compilation(document) switch
            {
                PolicyCompilation.Compiled => true,
                PolicyCompilation.Refused(var errors) => errors.Length > 0 && errors.All(e => e is { Line: >= 1, Column: >= 1, Message.Length: > 0 }),
                _ => false,
            }));
}
