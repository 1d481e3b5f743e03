using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.Grains.Calls;
using Approvals.Grains.Storage;

namespace Approvals.Grains.Requests;

/// <content>Writes the record, and tells whoever waits.</content>
internal sealed partial class RequestGrain
{
    private readonly TaskCompletionSource _decided = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task WaitAsync(TimeSpan atMost) =>
        _isGone || _record?.Request is not { Status: RequestStatus.Pending } request || request.DueAfter < services.Time.Now || !CallRights.Current.Sees(request)
            ? Task.CompletedTask
            : WaitAsync(_decided.Task, atMost);

    public Task WaitForChangeAsync(int seen, TimeSpan atMost) =>
        _isGone || _record?.Request is not { } request || request.Version != seen || request.DueAfter < services.Time.Now || !CallRights.Current.Sees(request)
            ? Task.CompletedTask
            : WaitAsync(_changed.Task, atMost);

    private async Task WaitAsync(Task signal, TimeSpan atMost)
    {
        var time = services.Time;
        var bound = atMost < GrainContracts.Waiting.Longest ? atMost : GrainContracts.Waiting.Longest;
        using var end = new CancellationTokenSource();
        // The engine's clock may stand still; a call must not.
        await Task.WhenAny(
            signal,
            Task.Delay(bound, time.Provider, end.Token),
            Task.Delay(GrainContracts.Waiting.Longest, TimeProvider.System, end.Token));
        await end.CancelAsync();
    }

    /// <summary>The grain goes: whoever waits asks where it is now.</summary>
    private void EndWaiting()
    {
        _decided.TrySetResult();
        _changed.TrySetResult();
    }

    /// <summary>Whoever waits for a change is told; who asks from now on waits for the next.</summary>
    private void TellOfChange()
    {
        if (_record!.Request.Status != RequestStatus.Pending)
        {
            _decided.TrySetResult();
        }

        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.TrySetResult();
    }

    private async Task StoreAsync(RequestRecord next)
    {
        if (!await TryStoreAsync(next, fence: null))
        {
            throw new InvalidOperationException("A write without a fence cannot be out of date.");
        }
    }

    /// <returns>False where what it was decided on has changed: then nothing is stored.</returns>
    private async Task<bool> TryStoreAsync(RequestRecord next, Fence? fence)
    {
        if (_isGone)
        {
            throw new EngineException("The request has moved to another node; try again.");
        }

        await services.Silo.RequireAsync();
        await RemindAsync(next);
        var now = services.Time.Now;
        var row = new Row { Line = RequestLine.Of(next, now, fence).ToJson(), Record = next.ToJson() };
        WriteResult result;
        try
        {
            result = await services.Records.WriteAsync(Kind, this.GetGrainId(), _etag, row);
        }
        catch (EngineException)
        {
            _isGone = true;
            DeactivateOnIdle();
            throw;
        }

        if (result is not WriteResult.Stored(var etag))
        {
            return false;
        }

        services.Metrics.Note(_record?.Request, next.Request);
        (_record, _etag, _deliveriesDue) = (next, etag, null);
        TellOfChange();

        Watch();
        return true;
    }
}
