namespace Approvals.Conformance.Fixture;

/// <summary>A clock that only tests move. What is due runs on the thread that moves it.</summary>
public sealed class ManualTime : TimeProvider
{
    /// <summary>The longest step in which time passes.</summary>
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(10);

    /// <summary>So often is whatever else runs let before, and time stands still while any of it sets a timer.</summary>
    private const int TurnsOfOthers = 64;

    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _armed = [];
    private DateTimeOffset _now = Start;
    private TaskCompletionSource _changed = NewSignal();

    public static DateTimeOffset Start { get; } = new(2026, 3, 14, 9, 0, 0, 250, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Assert.Equal(Timeout.InfiniteTimeSpan, period);
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by) => MoveTo(GetUtcNow() + by);

    /// <summary>Moves to this moment, past every timer in between.</summary>
    public void MoveTo(DateTimeOffset to)
    {
        while (TakeDue(to) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>Sets the clock back.</summary>
    public void SetBack(TimeSpan by)
    {
        lock (_lock)
        {
            _now -= by;
            // Timers count what passes, not what the clock shows.
            _armed.ForEach(t => t.DueAt -= by);
        }
    }

    /// <summary>Moves to this moment in one go, as a clock that was set does: what was due before is late.</summary>
    public void JumpTo(DateTimeOffset to)
    {
        ManualTimer[] due;
        lock (_lock)
        {
            _now = to > _now ? to : _now;
            due = [.. _armed.Where(t => t.DueAt <= _now).OrderBy(t => t.DueAt)];
            _armed.RemoveAll(t => t.DueAt <= _now);
        }

        foreach (var timer in due)
        {
            timer.Fire();
        }
    }

    /// <summary>Waits, without moving, until something sleeps until this moment.</summary>
    public Task UntilSleepingTillAsync(DateTimeOffset at) => UntilAsync(() => _armed.Exists(t => t.DueAt == at));

    /// <summary>
    /// Lets time pass until the task ends, in steps to the next timer where that is near. Whoever is slow may find that
    /// more has passed than they slept for, as on a real clock.
    /// </summary>
    public async Task<T> PassUntilAsync<T>(Task<T> condition)
    {
        while (!condition.IsCompleted)
        {
            if (await IsStillAsync(condition))
            {
                MoveToNextTimer();
            }
        }

        return await condition;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<bool> IsStillAsync(Task condition)
    {
        var changed = Volatile.Read(ref _changed);
        for (var turn = 0; turn < TurnsOfOthers; turn++)
        {
            await Task.Yield();
            if (condition.IsCompleted || Volatile.Read(ref _changed) != changed)
            {
                return false;
            }
        }

        return true;
    }

    private void MoveToNextTimer()
    {
        DateTimeOffset next;
        lock (_lock)
        {
            next = _armed.Select(t => t.DueAt).Append(_now + LongestStep).Min();
        }

        MoveTo(next);
    }

    private async Task UntilAsync(Func<bool> condition)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (condition())
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.InTime();
        }
    }

    private ManualTimer? TakeDue(DateTimeOffset to)
    {
        lock (_lock)
        {
            var timer = _armed.MinBy(t => t.DueAt);
            if (timer is null || timer.DueAt > to)
            {
                _now = to > _now ? to : _now;
                return null;
            }

            _now = timer.DueAt > _now ? timer.DueAt : _now;
            _armed.Remove(timer);
            return timer;
        }
    }

    private void Arm(ManualTimer timer, TimeSpan? dueTime)
    {
        lock (_lock)
        {
            _armed.Remove(timer);
            if (dueTime is { } due)
            {
                timer.DueAt = _now + due;
                _armed.Add(timer);
            }

            _changed.TrySetResult();
            _changed = NewSignal();
        }
    }

    private sealed class ManualTimer(ManualTime time, Action fire) : ITimer
    {
        public DateTimeOffset DueAt { get; set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.Arm(this, dueTime == Timeout.InfiniteTimeSpan ? null : dueTime);
            return true;
        }

        public void Dispose() => time.Arm(this, null);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
