using Approvals.Core.Audit;

namespace Approvals.Core.Ports;

/// <summary>A part of the log of administrative acts.</summary>
/// <param name="Items">The newest first.</param>
/// <param name="Next">Where the next page begins; null at the end.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Items, string? Next)
{
    public const int MaxLimit = 200;
}
