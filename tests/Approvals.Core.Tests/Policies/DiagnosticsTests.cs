using System.Text;

namespace Approvals.Core.Tests.Policies;

/// <summary>What an author is told, word for word: a document in a file, and below the line all its errors.</summary>
public class DiagnosticsTests
{
    private const string Folder = "Policies/Golden";

    private const string Line = "=====\n";

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, Folder), "*.txt").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void EveryErrorOfADocument_IsToldAtOnce(string file)
    {
        var text = Encoding.UTF8.GetString(GoldenFile.Read($"{Folder}/{file}"));
        var split = text.IndexOf(Line, StringComparison.Ordinal);

        Assert.Equal(text[(split + Line.Length)..], Told(text[..split]));
    }

    private static string Told(string document) => string.Concat(Given.Errors(document).Select(e => $"{e}\n"));
}
