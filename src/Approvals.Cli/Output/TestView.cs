using System.Collections.Immutable;

namespace Approvals.Cli.Output;

/// <summary>What <c>policy test --json</c> writes.</summary>
/// <param name="Cases">How many were run.</param>
/// <param name="Failed">How many of them failed.</param>
/// <param name="Files">Each file that holds policies.</param>
internal sealed record TestView(int Cases, int Failed, ImmutableArray<TestedFileView> Files);

/// <summary>The cases of one file.</summary>
internal sealed record TestedFileView(string File, int Cases, ImmutableArray<FailedCaseView> Failed);

/// <summary>A case that came out otherwise than expected.</summary>
/// <param name="Policy">The policy that it is a case of.</param>
/// <param name="Case">Its name.</param>
/// <param name="Line">In the file, counted from 1.</param>
/// <param name="Column">Counted from 1.</param>
/// <param name="Mismatches">What came out otherwise.</param>
internal sealed record FailedCaseView(
    string Policy, string Case, int Line, int Column, ImmutableArray<MismatchView> Mismatches);

/// <summary>One thing that was expected, and what came out.</summary>
internal sealed record MismatchView(string What, string Expected, string Got);
