namespace Approvals.Embedded;

/// <summary>
/// Sleeps until a time, or until something earlier comes up. <see cref="Arm"/>, then look for the next time, then
/// sleep: what rings in between is not lost.
/// </summary>
internal sealed class Alarm(TimeProvider time)
{
    /// <summary>The longest sleep: a clock that was set shows by then.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private TaskCompletionSource _rung = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _until = DateTimeOffset.MaxValue;

    public void Arm()
    {
        lock (_lock)
        {
            _rung = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _until = DateTimeOffset.MaxValue;
        }
    }

    /// <summary>Something comes up at this time.</summary>
    public void Ring(DateTimeOffset at)
    {
        lock (_lock)
        {
            if (at < _until)
            {
                _rung.TrySetResult();
            }
        }
    }

    public async Task SleepUntilAsync(DateTimeOffset? at, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        Task rung;
        lock (_lock)
        {
            _until = at ?? DateTimeOffset.MaxValue;
            rung = _rung.Task;
        }

        var sleep = at is { } due && due - now < Longest ? due - now : Longest;
        if (sleep > TimeSpan.Zero)
        {
            // Timers count milliseconds; the next full one is not too early.
            var rounded = TimeSpan.FromMilliseconds(Math.Ceiling(sleep.TotalMilliseconds));
            await rung.WaitAsync(rounded, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
