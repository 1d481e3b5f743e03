namespace Approvals.Grains;

/// <summary>Whether this silo does by itself what is due: deadlines, effects, and looking at requests again.</summary>
public sealed class SelfWork
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsStarted => _started.Task.IsCompleted;

    /// <summary>Ends when it begins.</summary>
    public Task Started => _started.Task;

    public void Start() => _started.TrySetResult();
}
