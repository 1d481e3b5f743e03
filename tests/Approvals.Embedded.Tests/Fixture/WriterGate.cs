using Approvals.Core.Ports;
using Approvals.Core.Requests;

namespace Approvals.Embedded.Tests.Fixture;

/// <summary>Holds the engine's writer, which signs, where a test wants that.</summary>
internal sealed class WriterGate(IPermitSigner signer) : IPermitSigner, IDisposable
{
    private readonly ManualResetEventSlim _open = new(initialState: true);
    private TaskCompletionSource _entered = new();

    public string Sign(ApprovalRequest claimed)
    {
        var permit = signer.Sign(claimed);
        _entered.TrySetResult();
        Assert.True(_open.Wait(Patience.Limit), "Nobody let go of the writer.");
        return permit;
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
