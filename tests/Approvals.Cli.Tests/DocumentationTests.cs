using System.Text.RegularExpressions;
using Approvals.Core.Json;
using Approvals.Core.Policies;

namespace Approvals.Cli.Tests;

/// <summary>Holds <c>docs/cli.md</c> to the code.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Executable.Root, "docs/cli.md"));

    [Fact]
    public void ExitCodes_AreTheTable() => Assert.Equal(
        Enum.GetValues<ExitCode>().Select(c => (int)c),
        ExitCodeRow().Matches(Page).Select(m => int.Parse(m.Groups["code"].Value)));

    [Fact]
    public void Warnings_AreTheTable() => Assert.All(
        Enum.GetValues<PolicyWarningKind>(), k => Assert.Contains($"\n| `{EnumWords.Of(k)}` | ", Page, StringComparison.Ordinal));

    [Theory]
    [InlineData("lint")]
    [InlineData("test")]
    [InlineData("diff")]
    [InlineData("eval")]
    public async Task EveryOption_IsThere(string command)
    {
        var help = await Executable.RunAsync(Executable.Root, "", ["policy", command, "--help"]);
        Assert.Contains($"\n| `policy {command} ", Page, StringComparison.Ordinal);
        Assert.All(
            Option().Matches(help.Output).Select(m => m.Value).Where(o => o != "--help"),
            o => Assert.Contains(o, Page, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^\| (?<code>\d) \| ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex ExitCodeRow();

    [GeneratedRegex("--[a-z]+", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Option();
}
