namespace Approvals.Embedded.Storage;

/// <summary>What a piece of work came to: it is answered when the commit that holds its write is durable.</summary>
/// <param name="Answer">For the caller.</param>
/// <param name="Write">Stores it; null where there is nothing to store.</param>
/// <param name="Committed">Tells the rest of the engine, once it is durable.</param>
internal sealed record Decided<T>(T Answer, Action? Write = null, Action? Committed = null);

/// <summary>Something that waits for the writer.</summary>
internal abstract class Work
{
    /// <summary>Whether what comes after it goes into the next commit, and so sees what this one told the engine.</summary>
    public bool EndsCommit { get; init; }

    /// <summary>Whether it had something to store.</summary>
    public abstract bool HasWritten { get; }

    /// <summary>Decides, on the writer's thread and inside its transaction. Writes nothing.</summary>
    public abstract void Decide();

    /// <summary>Stores what was decided, if anything.</summary>
    public abstract void Write();

    /// <summary>The commit is durable, or there was nothing to commit.</summary>
    public abstract void Complete();

    /// <summary>Nothing of it is known to be stored.</summary>
    public abstract void Fail(Exception cause);
}

/// <summary>Work with an answer.</summary>
internal sealed class Work<T>(Func<Decided<T>> decide) : Work
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Decided<T>? _decided;

    public Task<T> Answer => _answer.Task;

    public override bool HasWritten => _decided?.Write is not null;

    public override void Decide() => _decided = decide();

    public override void Write() => _decided?.Write?.Invoke();

    public override void Complete()
    {
        if (_decided is { } decided)
        {
            decided.Committed?.Invoke();
            _answer.TrySetResult(decided.Answer);
        }
    }

    public override void Fail(Exception cause)
    {
        _decided = null;
        _answer.TrySetException(cause);
    }
}
