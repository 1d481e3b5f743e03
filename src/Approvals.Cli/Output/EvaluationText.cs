using Approvals.Core.Json;
using Approvals.Core.Policies;
using Spectre.Console;

namespace Approvals.Cli.Output;

/// <summary>Writes an evaluation for people.</summary>
internal static class EvaluationText
{
    public static void Write(EvaluationView evaluation, string what, Screen screen)
    {
        var by = evaluation.Rule is { } rule ? $" ({rule} of {evaluation.Policy})" : "";
        screen.Line(($"{what}: ", null), Word(evaluation.Decision), ($"{by}: {evaluation.Reason}", null));
        if (evaluation.Approval is { } approval)
        {
            screen.Line($"  asks {approval}");
        }

        foreach (var error in evaluation.Errors)
        {
            screen.Line($"  unknown: {error}");
        }
    }

    public static (string Text, Color? Colour) Word(PolicyDecision decision) => (EnumWords.Of(decision), decision switch
    {
        PolicyDecision.Allow => Color.Green,
        PolicyDecision.Escalate => Color.Yellow,
        _ => Color.Red,
    });
}
