using System.Text.RegularExpressions;

namespace Approvals.Core.Tests.Architecture;

/// <summary>Holds the habits that an analyzer does not.</summary>
public sealed partial class TidyTests
{
    private const int LongestFile = 400;

    /// <summary>Written apart, so that this file does not find itself.</summary>
    private static readonly string[] Forbidden =
        ["NotImplemented" + "Exception", "TO" + "DO", "FIX" + "ME", "HA" + "CK", "Skip" + " =", "api.nuget" + ".org", "registry.npmjs" + ".org"];

    private static readonly string[] Text =
        [".cs", ".csproj", ".props", ".slnf", ".sln", ".json", ".yaml", ".yml", ".md", ".sql", ".sh", ".txt", ".editorconfig", "/run"];

    [Fact]
    public void NoFileIsLongerThan400Lines() =>
        Assert.DoesNotContain(SourceTree.CSharp, f => SourceTree.Read(f).Count(c => c == '\n') > LongestFile);

    [Fact]
    public void NothingIsLeftOpen_AndNoRegistryIsNamed() => Assert.Empty(
        from file in SourceTree.Files
        where Text.Any(t => file.EndsWith(t, StringComparison.Ordinal))
        let text = SourceTree.Read(file)
        from word in Forbidden
        where text.Contains(word, StringComparison.Ordinal)
        select $"{file}: {word}");

    [Fact]
    public void NoErrorIsSwallowed() =>
        Assert.DoesNotContain(SourceTree.CSharp, f => EmptyCatch().IsMatch(SourceTree.Read(f)));

    [Fact]
    public void EveryPublicTypeSaysWhatItIs() => Assert.Empty(
        from file in SourceTree.CSharp
        where file.StartsWith("src/", StringComparison.Ordinal)
        from type in PublicType().Matches(SourceTree.Read(file))
        where !type.Groups["before"].Value.Contains("///", StringComparison.Ordinal)
        select $"{file}: {type.Groups["name"].Value}");

    [GeneratedRegex(@"catch\s*(\([^)]*\))?\s*\{\s*\}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex EmptyCatch();

    /// <summary>A public type at the top of its file, with the comment and the attributes before it.</summary>
    [GeneratedRegex(@"(?<before>(^(///|\[).*\n)*)^public [\w ]*?(class|record|struct|interface|enum) (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex PublicType();
}
