using System.Text.Json;
using System.Text.RegularExpressions;

namespace Approvals.Core.Tests.Architecture;

/// <summary>Holds the walls between the projects, so that nobody has to remember them.</summary>
public sealed partial class WallsTests
{
    private const string Suite = "tests/Approvals.Conformance/Approvals.Conformance.csproj";

    /// <summary>Which projects of ours a project may reference.</summary>
    private static readonly Dictionary<string, string[]> MayReference = new(StringComparer.Ordinal)
    {
        ["Approvals.Core"] = [],
        ["Approvals.Embedded"] = ["Approvals.Core"],
        ["Approvals.GrainContracts"] = ["Approvals.Core"],
        ["Approvals.Grains"] = ["Approvals.GrainContracts", "Approvals.Core"],
        ["Approvals.Channels"] = ["Approvals.Core"],
        ["Approvals.Web"] = ["Approvals.Core"],
        ["Approvals.Server"] = ["Approvals.Web", "Approvals.Embedded", "Approvals.Channels"],
        ["Approvals.Silo"] = ["Approvals.Web", "Approvals.Grains", "Approvals.Channels"],
        ["Approvals.Client"] = [],
        ["Approvals.Cli"] = ["Approvals.Client", "Approvals.Core"],
        ["Approvals.Conformance"] = ["Approvals.Core"],
    };

    /// <summary>Where a family of packages, and so of namespaces, is kept to.</summary>
    private static readonly (string Family, string[] Homes)[] KeptTo =
    [
        ("Microsoft.Data.Sqlite", ["Approvals.Embedded"]),
        ("SQLitePCL", ["Approvals.Embedded"]),
        ("Npgsql", ["Approvals.Grains"]),
        ("Microsoft.Orleans", ["Approvals.GrainContracts", "Approvals.Grains", "Approvals.Silo"]),
        ("Orleans", ["Approvals.GrainContracts", "Approvals.Grains", "Approvals.Silo"]),
    ];

    /// <summary>What runs, and the suite that knows engines by their ports alone.</summary>
    public static TheoryData<string> Sources =>
        [.. SourceTree.Projects.Where(p => p.StartsWith("src/", StringComparison.Ordinal) || p == Suite)];

    [Theory]
    [MemberData(nameof(Sources))]
    public void ProjectReferencesOnlyWhatItMay(string project) => Assert.Subset(
        MayReference[SourceTree.NameOf(project)].ToHashSet(StringComparer.Ordinal),
        SourceTree.Includes(project, "ProjectReference").Select(SourceTree.NameOf).ToHashSet(StringComparer.Ordinal));

    [Fact]
    public void CoreHasYamlDotNet_AndNothingElse()
    {
        const string Core = "src/Approvals.Core/Approvals.Core.csproj";
        Assert.Equal(["YamlDotNet"], SourceTree.Includes(Core, "PackageReference"));
        Assert.Empty(SourceTree.Includes(Core, "FrameworkReference"));
        Assert.Contains("BannedSymbols.txt", SourceTree.Includes(Core, "AdditionalFiles"));
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void PackagesAreKeptToTheirProject(string project)
    {
        var name = SourceTree.NameOf(project);
        var folder = project[..(project.LastIndexOf('/') + 1)];
        var used = SourceTree.Includes(project, "PackageReference")
            .Concat(SourceTree.CSharp.Where(f => f.StartsWith(folder, StringComparison.Ordinal)).SelectMany(Usings));
        var strangers = used.Where(u => KeptTo.Any(k =>
            u.StartsWith(k.Family, StringComparison.Ordinal) && !k.Homes.Contains(name, StringComparer.Ordinal)));
        Assert.Empty(strangers);
    }

    [Fact]
    public void TheModelOfARequestsLife_KnowsNothingOfWhatItPredicts() => Assert.DoesNotContain(
        SourceTree.CSharp.Where(f => f.StartsWith("tests/Approvals.Conformance/Model/Prediction/", StringComparison.Ordinal)
            || f.StartsWith("tests/Approvals.Conformance/Model/Stories/", StringComparison.Ordinal)),
        f => SourceTree.Read(f).Contains("Approvals.Core", StringComparison.Ordinal));

    [Fact]
    public void EveryProjectIsInTheSolution_AndInTheFilterUnlessItNeedsOrleans()
    {
        var solution = SourceTree.Read("OrleansApprovals.sln").Replace('\\', '/');
        Assert.All(SourceTree.Projects, p => Assert.Contains(p, solution, StringComparison.Ordinal));

        var filter = JsonDocument.Parse(SourceTree.Read("Embedded.slnf")).RootElement.GetProperty("solution").GetProperty("projects");
        Assert.Equal(
            SourceTree.Projects.Where(p => !NeedsOrleans(p)).Order(StringComparer.Ordinal),
            filter.EnumerateArray().Select(p => p.GetString()!).Order(StringComparer.Ordinal));
    }

    private static bool NeedsOrleans(string project) =>
        SourceTree.Includes(project, "PackageReference").Any(p => p.StartsWith("Microsoft.Orleans", StringComparison.Ordinal))
        || SourceTree.Includes(project, "ProjectReference")
            .Any(r => NeedsOrleans(SourceTree.Projects.Single(p => SourceTree.NameOf(p) == SourceTree.NameOf(r))));

    private static IEnumerable<string> Usings(string file) =>
        Using().Matches(SourceTree.Read(file)).Select(m => m.Groups["name"].Value);

    [GeneratedRegex(@"^\s*(global )?using (static )?(?<name>[\w.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Using();
}
