using System.Collections.Immutable;
using Approvals.Cli.Files;
using Approvals.Cli.Output;
using Approvals.Core.Json;
using Approvals.Core.Policies;
using Approvals.Core.Tenants;
using Spectre.Console;

namespace Approvals.Cli.Policies;

/// <summary><c>policy lint FILES</c>: what does not compile, and what the author may not have meant.</summary>
internal static class LintCommand
{
    public static void Run(LintOptions options, Screen screen)
    {
        ImmutableArray<Reviewer>? people = null;
        if (options.Directory is { } directory && (people = DirectoryFile.Read(directory, screen)) is null)
        {
            return;
        }

        ImmutableArray<LintedFileView> files =
        [
            .. PolicyDocument.ReadAll(options.Files, screen).GroupBy(d => d.File, StringComparer.Ordinal).Select(f => Check(f.Key, f, people)),
        ];
        var result = new LintView(files.Sum(f => f.Errors.Length), files.Sum(f => f.Warnings.Length), files);
        screen.Raise(result switch
        {
            { Errors: > 0 } => ExitCode.BadPolicy,
            { Warnings: > 0 } when options.Strict => ExitCode.Found,
            _ => ExitCode.Done,
        });
        if (options.Json)
        {
            Screen.Json(result, CliJson.Plain.LintView);
        }
        else
        {
            Show(result, screen);
        }
    }

    /// <summary>The documents of one file, their findings at their places in it.</summary>
    private static LintedFileView Check(string file, IEnumerable<PolicyDocument> documents, IReadOnlyCollection<Reviewer>? people)
    {
        var (errors, warnings) = (ImmutableArray.CreateBuilder<PolicyError>(), ImmutableArray.CreateBuilder<PolicyWarning>());
        foreach (var document in documents)
        {
            switch (document.Compile())
            {
                case PolicyCompilation.Compiled(var policy):
                    warnings.AddRange(PolicyLint.Check(policy, people).Select(w => w with { Line = w.Line + document.LinesBefore }));
                    break;
                case PolicyCompilation.Refused(var refused):
                    errors.AddRange(refused.Select(e => e with { Line = e.Line + document.LinesBefore }));
                    break;
            }
        }

        return new LintedFileView(file, errors.ToImmutable(), warnings.ToImmutable());
    }

    private static void Show(LintView result, Screen screen)
    {
        foreach (var file in result.Files)
        {
            foreach (var error in file.Errors)
            {
                screen.Line(($"{file.File}:{error.Line}:{error.Column}: ", null), ("error", Color.Red), ($": {Of(error.Rule)}{error.Message}", null));
            }

            foreach (var warning in file.Warnings)
            {
                screen.Line(
                    ($"{file.File}:{warning.Line}:{warning.Column}: ", null),
                    ("warning", Color.Yellow),
                    ($": {Of(warning.Rule)}{warning.Message} [{EnumWords.Of(warning.Kind)}]", null));
            }
        }

        screen.Line($"{Count(result.Errors, "error")} and {Count(result.Warnings, "warning")} in {Count(result.Files.Length, "file")}.");
    }

    private static string Of(string? rule) => rule is null ? "" : $"rule '{rule}': ";

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}
