using Approvals.Cli.Files;
using Approvals.Cli.Output;
using Approvals.Core.Policies;

namespace Approvals.Cli.Policies;

/// <summary><c>policy eval FILES --actions FILE</c>: what the policies, as one set, say of each action.</summary>
internal static class EvalCommand
{
    public static async Task RunAsync(EvalOptions options, Screen screen, CancellationToken cancellation)
    {
        if (PolicyFile.LoadSet(options.Files, screen) is not { } set)
        {
            return;
        }

        await foreach (var line in ActionsFile.ReadAsync(options.Actions, screen, cancellation))
        {
            switch (line)
            {
                case ActionLine.Read read:
                    Show(read, Evaluate(read, set, options), options, screen);
                    break;
                case ActionLine.Bad bad:
                    Refuse(bad, options, screen);
                    break;
            }
        }
    }

    private static EvaluationView Evaluate(ActionLine.Read line, PolicySet set, EvalOptions options) => options.Trace
        ? EvaluationView.Of(set.Explain(line.Action, options.At))
        : EvaluationView.Of(set.Evaluate(line.Action, options.At));

    private static void Show(ActionLine.Read line, EvaluationView view, EvalOptions options, Screen screen)
    {
        if (options.Json)
        {
            Screen.Json(view, CliJson.Plain.EvaluationView);
        }
        else
        {
            EvaluationText.Write(view, $"{line.Place} {line.Action.Tool}", screen);
            TraceText.Write(view.Trace ?? [], screen);
        }
    }

    private static void Refuse(ActionLine.Bad line, EvalOptions options, Screen screen)
    {
        screen.Error(ExitCode.BadAction, $"{line.Place}: {line.Problem}");
        if (options.Json)
        {
            // A line for each action, so that the one is found by the other's number.
            Screen.Json(EvaluationView.Of(line), CliJson.Plain.EvaluationView);
        }
    }
}
