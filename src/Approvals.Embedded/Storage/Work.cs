namespace Approvals.Embedded.Storage;

/// <summary>Something that waits for the writer.</summary>
internal abstract class Work
{
    /// <summary>Whether what comes after it goes into the next commit, and so sees what this one told the engine.</summary>
    public bool EndsCommit { get; init; }

    /// <summary>Whether it had something to store.</summary>
    public abstract bool HasWritten { get; }

    /// <summary>Decides, inside the writer's transaction: nothing else changes the database meanwhile. Writes nothing.</summary>
    public abstract void Decide();

    /// <summary>Stores what was decided, if anything.</summary>
    /// <returns>False where it turns out not to hold; then nothing is stored, and it is decided again.</returns>
    public abstract bool TryWrite();

    /// <summary>The commit is durable, or there was nothing to commit.</summary>
    public abstract void Complete();

    /// <summary>Nothing of it is known to be stored.</summary>
    public abstract void Fail(Exception cause);
}

/// <summary>Work with an answer.</summary>
internal abstract class Work<T> : Work
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Answer => _answer.Task;

    public override void Fail(Exception cause) => _answer.TrySetException(cause);

    protected void Tell(T answer) => _answer.TrySetResult(answer);
}
