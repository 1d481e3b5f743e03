using Approvals.Core.Policies;

namespace Approvals.Cli.Files;

/// <summary>One line of a file of actions.</summary>
/// <param name="Place">The file and the line, such as <c>actions.jsonl:3</c>.</param>
/// <param name="Number">The line, counted from 1.</param>
internal abstract record ActionLine(string Place, int Number)
{
    internal sealed record Read(string Place, int Number, ProposedAction Action) : ActionLine(Place, Number);

    /// <param name="Place">The file and the line.</param>
    /// <param name="Number">The line, counted from 1.</param>
    /// <param name="Problem">Why it is no action.</param>
    internal sealed record Bad(string Place, int Number, string Problem) : ActionLine(Place, Number);
}
