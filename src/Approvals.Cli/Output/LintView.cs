using System.Collections.Immutable;
using Approvals.Core.Policies;

namespace Approvals.Cli.Output;

/// <summary>What <c>policy lint --json</c> writes.</summary>
/// <param name="Errors">How many in all.</param>
/// <param name="Warnings">How many in all.</param>
/// <param name="Files">Each file, in order.</param>
internal sealed record LintView(int Errors, int Warnings, ImmutableArray<LintedFileView> Files);

/// <summary>What is wrong with one file, and what is suspicious.</summary>
internal sealed record LintedFileView(string File, ImmutableArray<PolicyError> Errors, ImmutableArray<PolicyWarning> Warnings);
