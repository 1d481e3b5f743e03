using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Approvals.Core.Storage;
using Approvals.Embedded.Storage;

namespace Approvals.Embedded;

/// <summary>A request whose effects are carried out, or are about to be.</summary>
internal sealed class OutboxTurn(RequestKey key)
{
    public RequestKey Key => key;

    /// <summary>What was carried out, and is not stored as such yet.</summary>
    public ImmutableArray<EffectId> Delivered { get; set; } = [];

    /// <summary>Whether it waits to be carried out, or somebody is at it.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>Whether more came while somebody is at it.</summary>
    public bool HasMore { get; set; }
}

/// <summary>
/// Whose turn it is in the outbox, in memory: what is committed comes here straight away. Bounded; what finds no room is
/// in the file, and found there.
/// </summary>
internal sealed class OutboxTurns
{
    /// <summary>The most requests whose effects are under way at once.</summary>
    private const int AtOnce = 256;

    private const int Room = 16_384;

    /// <summary>A channel that keeps the thread it is called on holds up no more than its share of these.</summary>
    private const int MostWorkers = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<RequestKey, OutboxTurn> _turns = [];
    private readonly Queue<OutboxTurn> _ready = new();
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _underWay;
    private int _workers;
    private bool _lacksRoom;
    private bool _finishing;

    /// <param name="key">The request.</param>
    /// <param name="isNews">Whether it has effects that it had not when somebody looked before.</param>
    /// <returns>False where there is no room.</returns>
    public bool TryAdd(RequestKey key, bool isNews)
    {
        lock (_lock)
        {
            if (_turns.TryGetValue(key, out var turn))
            {
                if (isNews)
                {
                    Renew(turn);
                }

                return true;
            }

            _lacksRoom |= _turns.Count >= Room;
            if (_turns.Count < Room)
            {
                turn = new OutboxTurn(key);
                _turns.Add(key, turn);
                _ready.Enqueue(turn);
                return true;
            }

            return false;
        }
    }

    /// <summary>Whether one more worker would find something to do; then it is counted as being there.</summary>
    public bool TryEmploy()
    {
        lock (_lock)
        {
            var isNeeded = _workers < MostWorkers && CanTake;
            _workers += isNeeded ? 1 : 0;
            return isNeeded;
        }
    }

    /// <summary>The next turn for a worker; without one, the worker is not there any more.</summary>
    public bool TryTake([NotNullWhen(true)] out OutboxTurn? turn)
    {
        lock (_lock)
        {
            turn = CanTake ? _ready.Dequeue() : null;
            _ = turn is null ? _workers-- : _underWay++;
            return turn is not null;
        }
    }

    /// <summary>It was carried out; that is to be stored.</summary>
    public void Deliver(OutboxTurn turn, ImmutableArray<EffectId> delivered)
    {
        lock (_lock)
        {
            turn.Delivered = [.. turn.Delivered, .. delivered];
        }
    }

    /// <summary>Somebody is done with it for now.</summary>
    /// <returns>Whether there is room again that was lacking.</returns>
    public bool End(OutboxTurn turn)
    {
        lock (_lock)
        {
            _underWay--;
            turn.IsOn = false;
            if (turn.HasMore)
            {
                turn.HasMore = false;
                Renew(turn);
            }

            if (_finishing && _underWay == 0)
            {
                _finished.TrySetResult();
            }

            return Leave(turn);
        }
    }

    /// <summary>What was carried out is stored as such.</summary>
    /// <returns>Whether there is room again that was lacking.</returns>
    public bool Stored(OutboxTurn turn, ImmutableArray<EffectId> delivered)
    {
        lock (_lock)
        {
            turn.Delivered = turn.Delivered.RemoveRange(delivered);
            return Leave(turn);
        }
    }

    /// <summary>Starts no more, and waits for what is under way.</summary>
    public Task FinishAsync()
    {
        lock (_lock)
        {
            _finishing = true;
            return _underWay == 0 ? Task.CompletedTask : _finished.Task;
        }
    }

    private bool CanTake => _ready.Count > 0 && _underWay < AtOnce && !_finishing;

    private void Renew(OutboxTurn turn)
    {
        if (turn.IsOn)
        {
            turn.HasMore = true;
        }
        else
        {
            turn.IsOn = true;
            _ready.Enqueue(turn);
        }
    }

    private bool Leave(OutboxTurn turn)
    {
        if (turn.IsOn || !turn.Delivered.IsEmpty)
        {
            return false;
        }

        _turns.Remove(turn.Key);
        var hasRoomAgain = _lacksRoom && _turns.Count <= Room / 2;
        _lacksRoom &= !hasRoomAgain;
        return hasRoomAgain;
    }
}
