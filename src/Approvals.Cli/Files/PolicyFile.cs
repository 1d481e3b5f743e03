using Approvals.Cli.Output;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;

namespace Approvals.Cli.Files;

/// <summary>A policy document in a file.</summary>
internal sealed record PolicyFile(string Path, string Source, Policy Policy)
{
    private const int MaxBytes = 16 * PolicyCompiler.MaxBytes;

    /// <summary>The policy's name where its document gives none; null where the file's name is no such name, which is told.</summary>
    public static PolicyName? NameOf(string path, Screen screen)
    {
        var name = PolicyName.Parse(System.IO.Path.GetFileNameWithoutExtension(path));
        if (name is null)
        {
            screen.Error(ExitCode.BadFile, $"{path}: the file's name, less its ending, names the policy; it is {Identifier.Rule}.");
        }

        return name;
    }

    /// <summary>The file's text; null where it cannot be read, which is told. The compiler itself says what is too large for a policy.</summary>
    public static string? ReadSource(string path, Screen screen) => TextFile.Read(path, MaxBytes, screen);

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

    /// <summary>The file; null where it cannot be read or does not compile, which is told.</summary>
    public static PolicyFile? Load(string path, Screen screen)
    {
        if (NameOf(path, screen) is not { } name || ReadSource(path, screen) is not { } source)
        {
            return null;
        }

        switch (PolicyCompiler.Compile(source, name))
        {
            case PolicyCompilation.Compiled(var policy):
                return new PolicyFile(path, source, policy);
            case PolicyCompilation.Refused(var errors):
                foreach (var error in errors)
                {
                    screen.Error(ExitCode.BadPolicy, $"{path}:{error}");
                }

                return null;
            case var other:
                throw new InvalidOperationException($"{other.GetType().Name} is not a compilation.");
        }
    }
}
