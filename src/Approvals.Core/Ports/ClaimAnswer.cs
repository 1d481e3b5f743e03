using Approvals.Core.Requests;

namespace Approvals.Core.Ports;

/// <summary>What became of a claim.</summary>
/// <param name="Outcome">As the core decided.</param>
/// <param name="Permit">The JWS in compact form; there is one exactly when the claim was granted.</param>
public sealed record ClaimAnswer(ClaimOutcome Outcome, string? Permit);
