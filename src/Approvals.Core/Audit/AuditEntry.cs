namespace Approvals.Core.Audit;

/// <summary>An act in the log.</summary>
/// <param name="At">When it was set about, in UTC.</param>
/// <param name="Act">Who set about what.</param>
/// <param name="End">What came of it; null where that is not known, as after a crash in between.</param>
public sealed record AuditEntry(DateTimeOffset At, AuditedAct Act, AuditedEnd? End);
