namespace Approvals.Cli.Policies;

/// <summary>What <c>policy lint</c> is called with.</summary>
/// <param name="Files">The policies.</param>
/// <param name="Directory">The file with the people of the tenant, if quorums are to be checked.</param>
/// <param name="Strict">Whether a warning counts.</param>
/// <param name="Json">Whether to write JSON.</param>
internal sealed record LintOptions(string[] Files, string? Directory, bool Strict, bool Json);
