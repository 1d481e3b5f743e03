using Approvals.Conformance.Model.Prediction;
using Approvals.Conformance.Model.Stories;

namespace Approvals.Conformance.Model.Running;

/// <summary>Lives through a story on a subject and in the model at once, and holds each step of one against the other.</summary>
internal sealed class Run
{
    /// <summary>More would be more than people's relations are looked through for; see the limit where slots are shared.</summary>
    private const int MostStints = 5;

    private readonly ISubject _subject;
    private readonly LifecycleModel _model;
    private DateTimeOffset _now;

    private Run(ISubject subject, LifecycleModel model, DateTimeOffset start)
    {
        _subject = subject;
        _model = model;
        _now = start;
    }

    /// <summary>Lives through the story.</summary>
    /// <returns>Where each request and its execution stood after each step.</returns>
    public static async Task<IReadOnlyList<string>> LiveAsync(Story story, ISubject subject)
    {
        var start = await subject.OpenAsync(story.Scene);
        var run = new Run(subject, new LifecycleModel(story.Scene, start), start);
        foreach (var (name, entry) in story.Scene.People.Where(p => !p.Value.Deputies.IsEmpty))
        {
            await run.PutAsync(name, entry);
        }

        var states = new List<string>();
        for (var i = 0; i < story.Turns.Length; i++)
        {
            try
            {
                await run.TakeAsync(story.Turns[i]);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"At {i}: {e.Message}", e);
            }

            states.AddRange(run._model.Requests.Values.Select(r => $"{r.Ending?.Status ?? "pending"} {r.Execution}"));
        }

        return states;
    }

    private async Task TakeAsync(Turn turn)
    {
        await MoveClockAsync(Shifted(turn.Shift));
        await MakeAsync(turn.Move);
        if (turn.Again)
        {
            await MakeAsync(turn.Move is Move.TurnRole or Move.TurnActive or Move.TurnDeputy ? new Move.Recheck() : turn.Move);
        }

        await _subject.CheckAsync(_model, _now);
        var keys = turn.Move.About is { } about ? [about] : _model.Requests.Keys.ToList();
        foreach (var key in keys)
        {
            Same(_model.At(key, _now)?.ToString(), await _subject.SeeAsync(key), "what is seen afterwards");
        }
    }

    /// <summary>Moves the clock; past nothing that is due, where that is not left to who looks.</summary>
    private async Task MoveClockAsync(DateTimeOffset to)
    {
        if (_subject.IsAwake)
        {
            while (_model.Requests.Values.Select(r => r.DueAt).Min() is { } due && due < to)
            {
                await WakeAsync(due + TimeSpan.FromTicks(1));
            }

            await WakeAsync(to);
        }
        else
        {
            _now = await _subject.MoveClockAsync(to);
        }
    }

    private async Task WakeAsync(DateTimeOffset at)
    {
        _now = await _subject.MoveClockAsync(at);
        foreach (var key in _model.Requests.Keys.ToList())
        {
            _model.Look(key, _now);
        }

        await _subject.CheckAsync(_model, _now);
    }

    private DateTimeOffset Shifted(Shift shift) => shift switch
    {
        Shift.By(var time) => _now + time,
        Shift.ToDue(var key, var ticks) => ((_model.At(key, _now) is { } request ? request.DueAt ?? request.LapsesAt : null) ?? _now) + TimeSpan.FromTicks(ticks),
        Shift.ToPeople(var ticks) => (_model.Directory.NextChange(_now) ?? _now) + TimeSpan.FromTicks(ticks),
        _ => throw new ArgumentOutOfRangeException(nameof(shift)),
    };

    private async Task MakeAsync(Move move)
    {
        switch (move)
        {
            case Move.Restart(var cleanly):
                await _subject.RestartAsync(cleanly);
                break;
            case Move.TurnRole or Move.TurnActive or Move.TurnDeputy:
                await TurnAsync(move);
                break;
            default:
                if (await _subject.MakeAsync(move) is { } told)
                {
                    Compare(Predict(move), told);
                }

                break;
        }
    }

    private static void Compare(Told predicted, Told told)
    {
        Same(predicted.Outcome, told.Outcome, "what is told");
        if (told.Effects is not null)
        {
            Same(string.Join(", ", predicted.Effects!), string.Join(", ", told.Effects), "what must happen");
        }
    }

    private Told Predict(Move move)
    {
        switch (move)
        {
            case Move.Submit submit:
                return _model.Submit(submit, _now);
            case Move.Review review:
                return _model.Review(review, _now);
            case Move.Cancel cancel:
                return _model.Cancel(cancel, _now);
            case Move.Claim claim:
                return _model.Claim(claim, _now);
            case Move.Report report:
                return _model.Report(report, _now);
            case Move.Resolve resolve:
                return _model.Resolve(resolve, _now);
            case Move.Look(var key):
                return _model.Look(key, _now);
            case Move.Recheck:
                return _model.Recheck(_now);
            case Move.NameOwner(var owner):
                _model.Directory.NameOwner(owner, _now);
                break;
            case Move.ListExecutor(var executor):
                _model.Directory.List(executor, _now);
                break;
            case Move.LimitPending(var perAgent):
                _model.Directory.Limit(perAgent, _now);
                break;
            case Move.RevokeKey:
                _model.Directory.RevokeKey(_now);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(move));
        }

        return new Told("Stored", []);
    }

    private Task TurnAsync(Move move) => move switch
    {
        Move.TurnRole(var who, var role) when Find(who) is var entry => PutAsync(
            who, entry with { Roles = entry.Roles.SymmetricExcept([role]) }),
        Move.TurnActive(var who) when Find(who) is var entry =>
            PutAsync(who, _model.Directory.People.ContainsKey(who) ? entry with { Active = !entry.Active } : entry),
        Move.TurnDeputy(var who, var stint) when Find(who) is var entry => PutAsync(who, entry with
        {
            Deputies = entry.Deputies.Contains(stint) ? entry.Deputies.Remove(stint)
                : _model.Directory.People.Values.Sum(e => e.Deputies.Length) < MostStints ? entry.Deputies.Add(stint)
                : [],
        }),
        _ => throw new ArgumentOutOfRangeException(nameof(move)),
    };

    private Entry Find(string who) => _model.Directory.People.GetValueOrDefault(who) ?? new Entry(true, [], []);

    private async Task PutAsync(string who, Entry entry)
    {
        var stored = await _subject.PutAsync(who, entry);
        Same(_model.Directory.Put(who, entry, _now) ? "stored" : "contradiction", stored ? "stored" : "contradiction", "the directory");
        if (stored && _subject.IsAwake)
        {
            _model.Recheck(_now);
        }
    }

    private static void Same(string? predicted, string? actual, string what)
    {
        if (predicted != actual)
        {
            throw new InvalidOperationException($"{what} differs.{Environment.NewLine}  predicted: {predicted}{Environment.NewLine}  actual:    {actual}");
        }
    }
}
