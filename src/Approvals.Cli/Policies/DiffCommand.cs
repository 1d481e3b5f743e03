using System.Collections.Immutable;
using Approvals.Cli.Files;
using Approvals.Cli.Output;
using Approvals.Core.Policies;

namespace Approvals.Cli.Policies;

/// <summary><c>policy diff OLD NEW --actions FILE</c>: which actions change outcome, and why.</summary>
internal static class DiffCommand
{
    public static async Task RunAsync(DiffOptions options, Screen screen, CancellationToken cancellation)
    {
        var (before, after) = (PolicyFile.LoadSet([options.Old], screen), PolicyFile.LoadSet([options.New], screen));
        if (before is null || after is null)
        {
            return;
        }

        var (actions, bad, changed) = (0, 0, ImmutableArray.CreateBuilder<ChangeView>());
        await foreach (var line in ActionsFile.ReadAsync(options.Actions, screen, cancellation))
        {
            switch (line)
            {
                case ActionLine.Read read:
                    actions++;
                    if (Compare(read, before, after, options.At) is { } change)
                    {
                        screen.Raise(ExitCode.Found);
                        changed.Add(change);
                    }

                    break;
                case ActionLine.Bad wrong:
                    bad++;
                    screen.Error(ExitCode.BadAction, $"{wrong.Place}: {wrong.Problem}");
                    break;
            }
        }

        if (screen.ExitCode != ExitCode.BadFile)
        {
            Show(new DiffView(actions, bad, changed.ToImmutable()), options, screen);
        }
    }

    private static ChangeView? Compare(ActionLine.Read line, PolicySet before, PolicySet after, DateTimeOffset at)
    {
        var (old, now) = (before.Evaluate(line.Action, at), after.Evaluate(line.Action, at));
        return IsSameOutcome(old, now)
            ? null
            : new ChangeView(line.Number, line.Action.Tool, EvaluationView.Of(old), EvaluationView.Of(now));
    }

    /// <summary>An outcome is the decision and, where the action is escalated, who is asked and by when.</summary>
    private static bool IsSameOutcome(Evaluation before, Evaluation after) =>
        before.Decision == after.Decision
        && before.Timeout == after.Timeout
        && before.ValidFor == after.ValidFor
        && (before.Urgency ?? Urgency.Normal) == (after.Urgency ?? Urgency.Normal)
        && before.Requirements.ToHashSet().SetEquals(after.Requirements);

    private static void Show(DiffView diff, DiffOptions options, Screen screen)
    {
        if (options.Json)
        {
            Screen.Json(diff, CliJson.Plain.DiffView);
            return;
        }

        foreach (var change in diff.Changed)
        {
            screen.Line(
                ($"{options.Actions}:{change.Line} {change.Tool}: ", null),
                EvaluationText.Word(change.Before.Decision),
                (" → ", null),
                EvaluationText.Word(change.After.Decision));
            EvaluationText.Write(change.Before, "  before", screen);
            EvaluationText.Write(change.After, "  after", screen);
        }

        screen.Line($"{diff.Changed.Length} of {diff.Actions} actions change outcome.");
    }
}
