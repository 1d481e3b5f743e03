using System.Collections.Immutable;

namespace Approvals.Cli.Output;

/// <summary>What <c>policy diff --json</c> writes.</summary>
/// <param name="Actions">How many were compared.</param>
/// <param name="Bad">How many lines were no action.</param>
/// <param name="Changed">Those that change outcome, in order.</param>
internal sealed record DiffView(int Actions, int Bad, ImmutableArray<ChangeView> Changed);

/// <summary>One action that changes outcome.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Tool">What it would call.</param>
/// <param name="Before">What the old policies say.</param>
/// <param name="After">What the new ones say.</param>
internal sealed record ChangeView(int Line, string Tool, EvaluationView Before, EvaluationView After);
