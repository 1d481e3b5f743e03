using Approvals.Cli.Output;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;

namespace Approvals.Cli.Files;

/// <summary>One document of a file of policies, between lines <c>---</c>.</summary>
/// <param name="File">Where it stands.</param>
/// <param name="LinesBefore">How many lines of the file come before it.</param>
/// <param name="Source">Its text.</param>
internal sealed record PolicyDocument(string File, int LinesBefore, string Source)
{
    private static readonly string[] OfPolicies = ["rules", "default", "combine", "defaults"];

    /// <summary>The documents of these files and directories, what cannot be read left out and told.</summary>
    public static IEnumerable<PolicyDocument> ReadAll(IEnumerable<string> paths, Screen screen) =>
        from file in TextFile.Expand(paths, screen)
        where PolicyFile.NameOf(file, screen) is not null
        let text = PolicyFile.ReadSource(file, screen)
        where text is not null
        from document in Split(file, text)
        select document;

    /// <summary>Whether it is a file of cases: a mapping with cases, and nothing that only a policy has.</summary>
    public bool IsCaseFile
    {
        get
        {
            var keys = TopLevelKeys.Of(Source);
            return keys.Contains("cases") && !keys.Overlaps(OfPolicies);
        }
    }

    public PolicyCompilation Compile() =>
        PolicyCompiler.Compile(Source, new PolicyName(Path.GetFileNameWithoutExtension(File)));

    /// <summary>A place in the document as a place in its file, such as <c>payments.yaml:3:5</c>.</summary>
    public string PlaceOf(int line, int column) => $"{File}:{line + LinesBefore}:{column}";

    /// <summary>An error, with its place in the file.</summary>
    public string Tell(PolicyError error) => $"{File}:{error with { Line = error.Line + LinesBefore }}";

    /// <summary>YAML has a line that begins so nowhere but between documents. Comments alone are none.</summary>
    private static IEnumerable<PolicyDocument> Split(string file, string text)
    {
        var lines = text.Split('\n');
        var (begin, count) = (0, 0);
        for (var i = 0; i <= lines.Length; i++)
        {
            if (i < lines.Length && lines[i].TrimEnd() != "---")
            {
                continue;
            }

            if (Array.Exists(lines[begin..i], HasContent) || (i == lines.Length && count == 0))
            {
                count++;
                yield return new PolicyDocument(file, begin, string.Join('\n', lines[begin..i]));
            }

            begin = i + 1;
        }
    }

    private static bool HasContent(string line) => line.TrimStart() is not ("" or ['#', ..]);
}
