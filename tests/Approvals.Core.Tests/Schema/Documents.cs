using System.Text.RegularExpressions;
using Approvals.Core.Tests.Architecture;

namespace Approvals.Core.Tests.Schema;

/// <summary>The policies of the repository.</summary>
internal static partial class Documents
{
    public static string[] Everything => Split(SourceTree.Read("tests/Approvals.Core.Tests/Schema/everything.yaml"));

    /// <summary>Every document of every file below <c>policies/</c>.</summary>
    public static IEnumerable<string> Published => SourceTree.Files
        .Where(f => f.StartsWith("policies/", StringComparison.Ordinal) && f.EndsWith(".yaml", StringComparison.Ordinal))
        .SelectMany(f => Split(SourceTree.Read(f)));

    /// <summary>A line <c>---</c> stands between documents, and nowhere else.</summary>
    public static string[] Split(string stream) => Separator().Split(stream);

    [GeneratedRegex(@"^---$\n?", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Separator();
}
