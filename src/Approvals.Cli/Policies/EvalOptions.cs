namespace Approvals.Cli.Policies;

/// <summary>What <c>policy eval</c> is called with.</summary>
/// <param name="Files">The policies.</param>
/// <param name="Actions">The actions.</param>
/// <param name="At">The time of evaluation, in UTC.</param>
/// <param name="Trace">Whether to explain.</param>
/// <param name="Json">Whether to write JSON.</param>
internal sealed record EvalOptions(string[] Files, string Actions, DateTimeOffset At, bool Trace, bool Json);
