using Approvals.Core.Json;

namespace Approvals.Core.Requests;

/// <summary>What came of an execution. The first report wins.</summary>
public sealed record Report
{
    public required ReportedOutcome Outcome { get; init; }

    /// <summary>A JSON object of the reporter's own, if any.</summary>
    public CanonicalJson? Detail { get; init; }

    public required Claimant ReportedBy { get; init; }

    public required DateTimeOffset At { get; init; }
}
