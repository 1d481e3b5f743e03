using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Requests;

namespace Approvals.Web.OpenApi.Shapes;

/// <summary>Asks for the permit.</summary>
internal sealed record ClaimRequestShape
{
    /// <summary>Of the action to be executed.</summary>
    public required ActionDigest Digest { get; init; }

    /// <summary>Who executes; left out, the caller.</summary>
    public ExecutorId? Executor { get; init; }

    /// <summary>1s to 1h; left out, 5m.</summary>
    public string? Lease { get; init; }
}

/// <summary>What came of an execution.</summary>
internal sealed record ResultShape
{
    public required ReportedOutcome Outcome { get; init; }

    public CanonicalJson? Detail { get; init; }

    /// <summary>An admin's, who found out what nobody reported: how they know. Theirs alone, and required of them.</summary>
    public string? Reason { get; init; }
}

/// <summary>One person's verdict on what they saw.</summary>
internal sealed record ReviewRequestShape
{
    public required Verdict Verdict { get; init; }

    /// <summary>The digest that the request showed.</summary>
    public required ActionDigest Digest { get; init; }

    public string? Comment { get; init; }
}
