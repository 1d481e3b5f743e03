using System.Collections.Concurrent;
using Approvals.Core.Identifiers;

namespace Approvals.Cluster.Tests.Faults;

/// <summary>What the cluster answered of one request.</summary>
internal sealed class Account
{
    public required RequestId Id { get; init; }

    /// <summary>Whose approvals were acknowledged.</summary>
    public ConcurrentBag<ReviewerId> Reviewed { get; } = [];

    /// <summary>Every permit that was handed out, one for each answer.</summary>
    public ConcurrentBag<string> Permits { get; } = [];

    /// <summary>Whether a report was acknowledged.</summary>
    public bool IsReported { get; set; }

    /// <summary>Whether nobody was to review it.</summary>
    public bool IsForgotten { get; init; }
}
