using Approvals.Core.Audit;

namespace Approvals.Web.Contract;

/// <summary>An administrative act, as callers see it.</summary>
internal sealed record AuditEntryView(
    DateTimeOffset At, string By, string Act, string Subject, string? Outcome, string? Tag, string? Created)
{
    public static AuditEntryView Of(AuditEntry entry) => new(
        entry.At, entry.Act.By, entry.Act.Act, entry.Act.Subject, entry.End?.Outcome, entry.End?.Tag, entry.End?.Created);
}
