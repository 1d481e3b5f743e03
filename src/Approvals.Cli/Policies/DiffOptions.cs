namespace Approvals.Cli.Policies;

/// <summary>What <c>policy diff</c> is called with.</summary>
/// <param name="Old">A policy, or a directory of them.</param>
/// <param name="New">The same, as it shall be.</param>
/// <param name="Actions">The actions.</param>
/// <param name="At">The time of evaluation, in UTC.</param>
/// <param name="Json">Whether to write JSON.</param>
internal sealed record DiffOptions(string Old, string New, string Actions, DateTimeOffset At, bool Json);
