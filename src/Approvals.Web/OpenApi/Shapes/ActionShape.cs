using Approvals.Core.Identifiers;
using Approvals.Core.Json;

namespace Approvals.Web.OpenApi.Shapes;

/// <summary>What an agent wants to do.</summary>
internal sealed record ActionShape
{
    /// <summary>1 to 256 visible characters.</summary>
    public required string Tool { get; init; }

    public required CanonicalJson Args { get; init; }

    /// <summary>One of those that the key lists.</summary>
    public string? Environment { get; init; }

    /// <summary>For the policies and the reviewers; no part of the digest.</summary>
    public CanonicalJson? Context { get; init; }

    /// <summary>For the reviewers.</summary>
    public string? Summary { get; init; }

    /// <summary>The person whom the agent serves, who then does not review.</summary>
    public ReviewerId? OnBehalfOf { get; init; }

    /// <summary>Where to tell the decision: of an origin that the key lists.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>To claim the action at once where it is allowed.</summary>
    public ClaimPartShape? Claim { get; init; }
}

/// <summary>For whom a permit is asked, and for how long.</summary>
internal sealed record ClaimPartShape
{
    /// <summary>Who executes; left out, the caller.</summary>
    public ExecutorId? Executor { get; init; }

    /// <summary>1s to 1h; left out, 5m.</summary>
    public string? Lease { get; init; }
}
