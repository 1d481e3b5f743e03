using Approvals.Core.Requests;
using Approvals.Embedded.Storage;

namespace Approvals.Embedded;

/// <summary>
/// A command on one request. It is decided beside the writer, which checks that what it was decided on still holds, and
/// decides again where it does not: deciding costs more than writing, and there is one writer.
/// </summary>
internal sealed class RequestWork<T>(
    RequestKey key,
    Func<Grounds, Change<T>> decide,
    RequestGrounds grounds,
    Action<RequestRow> announce,
    Submission? submission = null) : Work<T>
{
    private Grounds? _on;
    private Change<T>? _change;

    /// <summary>Whether it was decided beside the writer and changes nothing.</summary>
    public bool ChangesNothing => _on is not null && _change is { Row: null };

    public override bool HasWritten => _change?.Row is not null;

    /// <summary>Decides on what is committed by now.</summary>
    public void DecideBeside()
    {
        try
        {
            var on = grounds.FindBeside(key, submission);
            _change = decide(on);
            _on = on;
        }
        catch (Exception)
        {
            // What fails here fails again on the writer's turn, if it still does, and is told there.
            _on = null;
        }
    }

    public override void Decide()
    {
        if (_on is null || !grounds.Hold(key, submission, _on))
        {
            _change = null;
            _change = decide(grounds.FindAtWriter(key, submission));
        }
    }

    public override bool TryWrite()
    {
        if (_change?.Row is { } row && !grounds.TryWrite(row))
        {
            _on = null;
            return false;
        }

        return true;
    }

    public override void Complete()
    {
        if (_change is { } change)
        {
            if (change.Row is { } row)
            {
                announce(row);
            }

            Tell(change.Answer);
        }
    }

    public override void Fail(Exception cause)
    {
        _change = null;
        base.Fail(cause);
    }
}
