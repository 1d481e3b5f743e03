using System.Collections.Concurrent;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;

namespace Approvals.Embedded.Tests.Fixture;

/// <summary>Signs with a number, keeps account, and holds the engine's writer where a test wants that.</summary>
internal sealed class PermitSigner : IPermitSigner, IDisposable
{
    private readonly ConcurrentQueue<RequestId> _signed = new();
    private readonly ManualResetEventSlim _open = new(initialState: true);
    private TaskCompletionSource _entered = new();

    /// <summary>The requests whose permits were signed, once for each time.</summary>
    public IReadOnlyCollection<RequestId> Signed => _signed;

    /// <summary>Thrown instead of signing, if any.</summary>
    public Exception? Failure { get; set; }

    public string Sign(ApprovalRequest claimed)
    {
        _signed.Enqueue(claimed.Id);
        var permit = $"permit.{claimed.Id}.{_signed.Count}";
        _entered.TrySetResult();
        Assert.True(_open.Wait(Patience.Limit), "Nobody let go of the writer.");
        return Failure is null ? permit : throw Failure;
    }

    /// <summary>The next signature does not return before <see cref="Release"/>.</summary>
    /// <returns>Ends when that signature was asked for.</returns>
    public Task Hold()
    {
        _entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _open.Reset();
        return _entered.Task;
    }

    public void Release() => _open.Set();

    public void Dispose() => _open.Dispose();
}
