using System.Collections.Immutable;
using Approvals.Cli.Files;
using Approvals.Cli.Output;
using Approvals.Core.Policies;
using Spectre.Console;

namespace Approvals.Cli.Policies;

/// <summary><c>policy test FILES</c>: runs the cases of every policy, each against its policy alone.</summary>
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
        var (count, failed) = (0, ImmutableArray.CreateBuilder<FailedCaseView>());
        foreach (var document in documents)
        {
            switch (document.Compile())
            {
                case PolicyCompilation.Compiled(var policy):
                    count += policy.Cases.Length;
                    failed.AddRange(Run(document, policy));
                    break;
                case PolicyCompilation.Refused(var errors):
                    errors.ToList().ForEach(e => screen.Error(ExitCode.BadPolicy, document.Tell(e)));
                    break;
            }
        }

        return new TestedFileView(file, count, failed.ToImmutable());
    }

    private static IEnumerable<FailedCaseView> Run(PolicyDocument document, Policy policy)
    {
        var set = new PolicySet([new PublishedPolicy(policy, 1, document.Source, DateTimeOffset.UnixEpoch, document.File)]);
        return
            from example in policy.Cases
            let mismatches = example.Run(set)
            where !mismatches.IsEmpty
            select new FailedCaseView(
                policy.Name.Value,
                example.Name,
                example.Line + document.LinesBefore,
                example.Column,
                [.. mismatches.Select(m => new MismatchView(m.What, m.Expected, m.Got))]);
    }

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
