namespace Approvals.Grains.Sweeping;

/// <summary>Rings where something of this silo wants the sweep at once.</summary>
internal sealed class SweepAlarm
{
    private TaskCompletionSource _rung = NewSignal();

    /// <summary>Ends when it rings, or has rung since it was last taken.</summary>
    public Task Rung => Volatile.Read(ref _rung).Task;

    public void Ring() => Volatile.Read(ref _rung).TrySetResult();

    /// <summary>From here on it has not rung.</summary>
    public void Take() => Volatile.Write(ref _rung, NewSignal());

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
