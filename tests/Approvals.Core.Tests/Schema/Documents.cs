using System.Text.RegularExpressions;
using Approvals.Core.Tests.Architecture;
using Approvals.Core.Tests.Policies;

namespace Approvals.Core.Tests.Schema;

/// <summary>The policies of the repository.</summary>
internal static partial class Documents
{
    public static string[] Everything => Split(SourceTree.Read("tests/Approvals.Core.Tests/Schema/everything.yaml"));

    /// <summary>Every document of every file below <c>policies/</c>.</summary>
    public static IEnumerable<(string File, string Text)> Published =>
        from file in SourceTree.Files
        where file.StartsWith("policies/", StringComparison.Ordinal) && file.EndsWith(".yaml", StringComparison.Ordinal)
        from text in Split(SourceTree.Read(file))
        select (file, text);

    /// <summary>What the compiler's tests have it refuse: golden files, above a line of <c>=</c>, and rows.</summary>
    public static IEnumerable<string> Refused =>
    [
        .. SourceTree.Files.Where(f => f.StartsWith("tests/Approvals.Core.Tests/Policies/Golden/", StringComparison.Ordinal))
            .Select(f => SourceTree.Read(f).Split("=====\n")[0]),
        .. ErrorTests.OfTheDocument.Concat(ErrorTests.OfARule).Concat(ErrorTests.OfAnApproval).Select(r => r.Data.Item1),
        .. ConditionErrorTests.Conditions.Concat(ConditionErrorTests.Texts).Concat(ConditionErrorTests.Others)
            .Select(r => $"rules:\n  - action: deny\n    when: {r.Data.Item1}"),
    ];

    /// <summary>Whether it is a policy, and not a file of cases.</summary>
    public static bool IsPolicy(string document) => document.Contains("\nrules:", StringComparison.Ordinal);

    /// <summary>A line <c>---</c> stands between documents, and nowhere else.</summary>
    public static string[] Split(string stream) => Separator().Split(stream);

    [GeneratedRegex(@"^---$\n?", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Separator();
}
