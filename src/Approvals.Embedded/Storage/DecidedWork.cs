namespace Approvals.Embedded.Storage;

/// <summary>What a piece of work came to: it is answered when the commit that holds its write is durable.</summary>
/// <param name="Answer">For the caller.</param>
/// <param name="Write">Stores it; null where there is nothing to store.</param>
/// <param name="Committed">Tells the rest of the engine, once it is durable.</param>
internal sealed record Decided<T>(T Answer, Action? Write = null, Action? Committed = null);

/// <summary>Work that is decided on the writer's turn.</summary>
internal sealed class DecidedWork<T>(Func<Decided<T>> decide) : Work<T>
{
    private Decided<T>? _decided;

    public override bool HasWritten => _decided?.Write is not null;

    public override void Decide() => _decided = decide();

    public override bool TryWrite()
    {
        _decided?.Write?.Invoke();
        return true;
    }

    public override void Complete()
    {
        if (_decided is { } decided)
        {
            decided.Committed?.Invoke();
            Tell(decided.Answer);
        }
    }

    public override void Fail(Exception cause)
    {
        _decided = null;
        base.Fail(cause);
    }
}
