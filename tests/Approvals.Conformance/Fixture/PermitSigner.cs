using System.Collections.Concurrent;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;

namespace Approvals.Conformance.Fixture;

/// <summary>Signs with a number, so that no two permits are the same, and keeps account.</summary>
public sealed class PermitSigner : IPermitSigner
{
    private readonly ConcurrentQueue<RequestId> _signed = new();
    private int _count;

    /// <summary>The requests whose permits were signed, once for each time.</summary>
    public IReadOnlyCollection<RequestId> Signed => _signed;

    /// <summary>Thrown instead of signing, if any.</summary>
    public Exception? Failure { get; set; }

    public string Sign(ApprovalRequest claimed)
    {
        _signed.Enqueue(claimed.Id);
        return Failure is null ? $"permit.{claimed.Id}.{Interlocked.Increment(ref _count)}" : throw Failure;
    }
}
