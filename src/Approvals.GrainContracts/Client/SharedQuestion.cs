namespace Approvals.GrainContracts.Client;

/// <summary>
/// One question for all who ask it at once. Whoever comes while it is under way gets the answer to the next, so that
/// nobody's answer is older than their question.
/// </summary>
internal sealed class SharedQuestion<T>(Func<Task<T>> ask)
{
    /// <summary>So long the next one waits for the one before; after that it may be lost, and is not waited for.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private Task<T>? _running;
    private TaskCompletionSource<T>? _next;

    /// <summary>Fails as the question did, for all of them.</summary>
    public Task<T> AskAsync()
    {
        lock (_lock)
        {
            if (_next is not null)
            {
                return _next.Task;
            }

            if (_running is null or { IsCompleted: true })
            {
                return _running = ask();
            }

            var next = _next = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
            // Where the one before has just ended, this one is under way when it returns.
            _ = AskNextAsync(_running, next);
            return next.Task;
        }
    }

    private async Task AskNextAsync(Task running, TaskCompletionSource<T> next)
    {
        await running.WaitAsync(Longest).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            Task<T> asked;
            lock (_lock)
            {
                // Whoever comes from here on waits for the one after.
                _next = null;
                _running = asked = ask();
            }

            next.SetResult(await asked);
        }
        catch (Exception e)
        {
            next.SetException(e);
        }
    }
}
