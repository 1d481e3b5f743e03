using Approvals.Core.Json;

namespace Approvals.Core.Requests;

/// <summary>What came of an execution. The first report wins.</summary>
public sealed record Report
{
    public required ReportedOutcome Outcome { get; init; }

    /// <summary>A JSON object of the reporter's own, if any.</summary>
    public CanonicalJson? Detail { get; init; }

    /// <summary>Who executed it or claimed it; null where an admin found out.</summary>
    public Claimant? ReportedBy { get; init; }

    /// <summary>The admin who found out what nobody reported, and how.</summary>
    public Resolution? Resolution { get; init; }

    public required DateTimeOffset At { get; init; }
}
