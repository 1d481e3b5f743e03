using System.Xml.Linq;

namespace Approvals.Core.Tests.Architecture;

/// <summary>The repository's own files.</summary>
internal static class SourceTree
{
    private static readonly string[] NotOurs = ["bin", "obj", ".git", "data", "node_modules", "TestResults", ".vs", ".idea"];

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Every file, by its path from the root on, with slashes.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Enumerate(Root).Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> CSharp => Files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal));

    public static IEnumerable<string> Projects => Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static string NameOf(string project) => Path.GetFileNameWithoutExtension(project);

    /// <summary>The names in a project's elements of this kind, such as <c>PackageReference</c>.</summary>
    public static IEnumerable<string> Includes(string project, string element) =>
        XDocument.Parse(Read(project)).Descendants(element).Select(e => (string)e.Attribute("Include")!);

    private static IEnumerable<string> Enumerate(string directory) => Directory.EnumerateFiles(directory).Concat(
        Directory.EnumerateDirectories(directory)
            .Where(d => !NotOurs.Contains(Path.GetFileName(d), StringComparer.Ordinal))
            .SelectMany(Enumerate));

    private static string FindRoot(string directory) =>
        File.Exists(Path.Combine(directory, "OrleansApprovals.sln"))
            ? directory
            : FindRoot(Path.GetDirectoryName(directory)
                ?? throw new InvalidOperationException("The tests run outside the repository."));
}
