using Approvals.Core.Ports;

namespace Approvals.Channels.Gateways;

/// <summary>
/// The way to one place, such as a conversation: messages go in their order and no faster than the place takes them. What
/// gathers meanwhile goes together.
/// </summary>
/// <param name="interval">The shortest time from the answer to one message to the next message: on its way, a message may be late.</param>
/// <param name="together">Those of which this is the same may be sent together.</param>
/// <param name="send">Sends what gathered, and says of each what came of it.</param>
/// <param name="time">The clock.</param>
internal sealed class PlaceQueue<T>(
    TimeSpan interval, Func<T, string> together, Func<IReadOnlyList<T>, Task<IReadOnlyList<DeliveryResult>>> send, TimeProvider time)
{
    /// <summary>Whatever a place asks for, it is looked at again after this.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly List<Waiting> _waiting = [];
    private DateTimeOffset _freeAt;
    private bool _isRunning;

    public bool IsIdle
    {
        get
        {
            lock (_lock)
            {
                return !_isRunning && _waiting.Count == 0 && time.GetUtcNow() >= _freeAt;
            }
        }
    }

    /// <summary>Sends it when its turn comes.</summary>
    public async Task<DeliveryResult> SendAsync(T item, CancellationToken cancellation)
    {
        var waiting = new Waiting(item);
        lock (_lock)
        {
            _waiting.Add(waiting);
            if (!_isRunning)
            {
                _isRunning = true;
                _ = RunAsync();
            }
        }

        await using var registration = cancellation.UnsafeRegister(_ => Leave(waiting, cancellation), null);
        return await waiting.Done.Task;
    }

    /// <summary>The place takes nothing before this.</summary>
    public void HoldUntil(DateTimeOffset until)
    {
        lock (_lock)
        {
            _freeAt = until > _freeAt ? until : _freeAt;
        }
    }

    private async Task RunAsync()
    {
        // Whoever came at once goes together.
        await Task.Yield();
        while (true)
        {
            TimeSpan pause;
            lock (_lock)
            {
                pause = _freeAt - time.GetUtcNow();
            }

            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause < LongestSleep ? pause : LongestSleep, time);
                continue;
            }

            List<Waiting> batch;
            lock (_lock)
            {
                if (_waiting.Count == 0)
                {
                    _isRunning = false;
                    return;
                }

                var kind = together(_waiting[0].Item);
                batch = [.. _waiting.Where(w => together(w.Item) == kind)];
                _waiting.RemoveAll(batch.ToHashSet().Contains);
            }

            await SendAsync(batch);
            HoldUntil(time.GetUtcNow() + interval);
        }
    }

    private async Task SendAsync(List<Waiting> batch)
    {
        try
        {
            var results = await send([.. batch.Select(w => w.Item)]);
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Done.TrySetResult(results[i]);
            }
        }
        catch (Exception e)
        {
            batch.ForEach(w => w.Done.TrySetException(e));
        }
    }

    private void Leave(Waiting waiting, CancellationToken cancellation)
    {
        lock (_lock)
        {
            // What is under way is waited for: it may be there.
            if (_waiting.Remove(waiting))
            {
                waiting.Done.TrySetCanceled(cancellation);
            }
        }
    }

    private sealed class Waiting(T item)
    {
        public T Item => item;

        public TaskCompletionSource<DeliveryResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
