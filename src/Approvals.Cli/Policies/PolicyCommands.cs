using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Approvals.Cli.Policies;

/// <summary><c>approvals policy</c>: its commands and their options.</summary>
internal static class PolicyCommands
{
    private static readonly Argument<string[]> Files = new("FILES")
    {
        Description = "Policies, or directories of them (*.yaml, *.yml).",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string> Actions = new("--actions")
    {
        Description = "The actions, one JSON object a line; - is standard input.",
        HelpName = "FILE",
        Required = true,
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Write JSON." };

    private static readonly Option<DateTimeOffset?> At = new("--at")
    {
        Description = "The time of evaluation (RFC 3339); now if not said.",
        HelpName = "TIME",
        CustomParser = ReadTime,
    };

    public static Command Create() => new("policy", "Policies: check, test, compare and try them.") { Lint(), Test(), Diff(), Eval() };

    private static Command Lint()
    {
        var directory = new Option<string?>("--directory")
        {
            Description = "The people of the tenant (YAML or JSON: reviewers, each with an id and roles), to hold quorums against.",
            HelpName = "FILE",
        };
        var strict = new Option<bool>("--strict") { Description = "Make a warning count." };
        var lint = new Command("lint", "Says what is wrong with policies, and what is suspicious.") { Files, directory, strict, Json };
        lint.SetAction((result, _) => CommandLine.RunAsync(screen => Task.Run(() => LintCommand.Run(
            new LintOptions(
                result.GetValue(Files)!, result.GetValue(directory), result.GetValue(strict), result.GetValue(Json)),
            screen))));
        return lint;
    }

    private static Command Test()
    {
        var test = new Command("test", "Runs the cases of policies; a file may hold several, with --- between them.") { Files, Json };
        test.SetAction((result, _) => CommandLine.RunAsync(screen => Task.Run(() =>
            TestCommand.Run(result.GetValue(Files)!, result.GetValue(Json), screen))));
        return test;
    }

    private static Command Eval()
    {
        var trace = new Option<bool>("--trace") { Description = "Explain each outcome: which rules were considered, and what decided." };
        var eval = new Command("eval", "Says what policies, as one set, say of each action.") { Files, Actions, At, trace, Json };
        eval.SetAction((result, cancellation) => CommandLine.RunAsync(screen => EvalCommand.RunAsync(
            new EvalOptions(
                result.GetValue(Files)!,
                result.GetValue(Actions)!,
                Time(result),
                result.GetValue(trace),
                result.GetValue(Json)),
            screen,
            cancellation)));
        return eval;
    }

    private static Command Diff()
    {
        var old = new Argument<string>("OLD") { Description = "The policy as it is, or a directory of them." };
        var changed = new Argument<string>("NEW") { Description = "The policy as it shall be, or a directory of them." };
        var diff = new Command("diff", "Says which actions change outcome.") { old, changed, Actions, At, Json };
        diff.SetAction((result, cancellation) => CommandLine.RunAsync(screen => DiffCommand.RunAsync(
            new DiffOptions(
                result.GetValue(old)!, result.GetValue(changed)!, result.GetValue(Actions)!, Time(result), result.GetValue(Json)),
            screen,
            cancellation)));
        return diff;
    }

    private static DateTimeOffset Time(ParseResult result) => result.GetValue(At) ?? TimeProvider.System.GetUtcNow();

    private static DateTimeOffset? ReadTime(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        string[] forms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK"];
        if (text.Length > 19 && DateTimeOffset.TryParseExact(
            text, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return time;
        }

        result.AddError($"--at: '{text}' is no time such as 2026-11-25T12:00:00Z.");
        return null;
    }
}
