using System.Collections.Immutable;
using Approvals.Cli.Files;
using Approvals.Cli.Output;
using Spectre.Console;

namespace Approvals.Cli.Policies;

/// <summary><c>policy test FILES</c>: runs the cases of every policy against that policy alone, and those of a file of cases against its policies.</summary>
internal static class TestCommand
{
    public static void Run(string[] paths, bool json, Screen screen)
    {
        ImmutableArray<TestedFileView> files =
        [
            .. PolicyDocument.ReadAll(paths, screen).GroupBy(d => d.File, StringComparer.Ordinal).Select(file => Run(file.Key, file, screen)),
        ];
        var result = new TestView(files.Sum(f => f.Cases), files.Sum(f => f.Failed.Length), files);
        if (result.Failed > 0)
        {
            screen.Raise(ExitCode.Found);
        }

        if (result.Cases == 0 && screen.Errors == 0)
        {
            screen.Error(ExitCode.BadFile, "There is no case in these files; write some under the key 'cases' of a policy.");
        }

        if (json)
        {
            Screen.Json(result, CliJson.Plain.TestView);
        }
        else
        {
            Show(result, screen);
        }
    }

    private static TestedFileView Run(string file, IEnumerable<PolicyDocument> documents, Screen screen)
    {
        var sets = documents.Select(d => CaseSet.Read(d, screen)).OfType<CaseSet>().ToList();
        return new TestedFileView(file, sets.Sum(s => s.Cases.Length), [.. sets.SelectMany(Run)]);
    }

    private static IEnumerable<FailedCaseView> Run(CaseSet set) =>
        from example in set.Cases
        let mismatches = example.Run(set.Policies)
        where !mismatches.IsEmpty
        select new FailedCaseView(
            string.Join(" and ", set.Policies.Policies.Select(p => p.Policy.Name)),
            example.Name,
            example.Line + set.Document.LinesBefore,
            example.Column,
            [.. mismatches.Select(m => new MismatchView(m.What, m.Expected, m.Got))]);

    private static void Show(TestView result, Screen screen)
    {
        foreach (var file in result.Files)
        {
            foreach (var failed in file.Failed)
            {
                screen.Line(("fails", Color.Red), ($" {file.File}:{failed.Line}:{failed.Column}: the case '{failed.Case}' of policy {failed.Policy}", null));
                foreach (var mismatch in failed.Mismatches)
                {
                    screen.Line($"  expected {mismatch.What} {mismatch.Expected}, got {mismatch.Got}");
                }
            }

            if (file.Failed.IsEmpty)
            {
                screen.Line(("holds", Color.Green), ($" {file.File}: {file.Cases} {(file.Cases == 1 ? "case" : "cases")}", null));
            }
        }

        screen.Line($"{result.Cases - result.Failed} of {result.Cases} cases hold.");
    }
}
