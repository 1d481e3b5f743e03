using Approvals.Cli.Output;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;

namespace Approvals.Cli.Files;

/// <summary>A policy document in a file.</summary>
internal sealed record PolicyFile(string Path, string Source, Policy Policy)
{
    /// <summary>What became of the file; null where it cannot be read, which is told.</summary>
    public static PolicyCompilation? Compile(string path, Screen screen, out string source)
    {
        source = "";
        if (PolicyName.Parse(System.IO.Path.GetFileNameWithoutExtension(path)) is not { } name)
        {
            screen.Error(ExitCode.BadFile, $"{path}: the file's name, less its ending, names the policy; it is {Identifier.Rule}.");
            return null;
        }

        // The compiler itself says what is too large for a policy.
        if (TextFile.Read(path, 4 * PolicyCompiler.MaxBytes, screen) is not { } text)
        {
            return null;
        }

        source = text;
        return PolicyCompiler.Compile(text, name);
    }

    /// <summary>The files as one set; what does not compile is told, and then there is none.</summary>
    public static PolicySet? LoadSet(IEnumerable<string> paths, Screen screen)
    {
        var before = screen.Errors;
        var files = TextFile.Expand(paths, screen).Select(path => Load(path, screen)).OfType<PolicyFile>().ToList();
        foreach (var same in files.GroupBy(f => f.Policy.Name).Where(g => g.Count() > 1))
        {
            screen.Error(
                ExitCode.BadFile,
                $"{string.Join(" and ", same.Select(f => f.Path))} are both the policy '{same.Key}'; give one another name.");
        }

        return screen.Errors > before
            ? null
            : new PolicySet(files.Select(f => new PublishedPolicy(f.Policy, 1, f.Source, DateTimeOffset.UnixEpoch, f.Path)));
    }

    private static PolicyFile? Load(string path, Screen screen)
    {
        switch (Compile(path, screen, out var source))
        {
            case PolicyCompilation.Compiled(var policy):
                return new PolicyFile(path, source, policy);
            case PolicyCompilation.Refused(var errors):
                foreach (var error in errors)
                {
                    screen.Error(ExitCode.BadPolicy, $"{path}:{error}");
                }

                return null;
            default:
                return null;
        }
    }
}
