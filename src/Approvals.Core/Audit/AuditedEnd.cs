namespace Approvals.Core.Audit;

/// <summary>What came of an act.</summary>
/// <param name="Outcome">The status of the answer, and the code of a refusal, as in <c>200</c> or <c>412 version_mismatch</c>.</param>
/// <param name="Tag">The entity tag of what is there from then on, if it has one.</param>
/// <param name="Created">The address of what was made, if anything was.</param>
public sealed record AuditedEnd(string Outcome, string? Tag = null, string? Created = null);
