using System.Collections.Immutable;

namespace Approvals.Conformance.Model.Stories;

/// <summary>Moves in a scene, one after the other.</summary>
internal sealed record Story(Scene Scene, ImmutableArray<Turn> Turns)
{
    public override string ToString() => string.Join(
        Environment.NewLine,
        Turns.Select((turn, i) => $"{i}: {turn}").Prepend(Scene.ToString()).Prepend(""));
}

/// <summary>The clock moves, and something happens.</summary>
/// <param name="Shift">How the clock moves.</param>
/// <param name="Move">What happens.</param>
/// <param name="Again">Whether the answer is lost, so that the same is asked for once more.</param>
internal sealed record Turn(Shift Shift, Move Move, bool Again)
{
    public override string ToString() => $"{Shift}; {Move}{(Again ? ", twice" : "")}";
}

/// <summary>How the clock moves.</summary>
internal abstract record Shift
{
    private Shift()
    {
    }

    /// <summary>By so much, back too.</summary>
    public sealed record By(TimeSpan Time) : Shift
    {
        public override string ToString() => $"by {Time}";
    }

    /// <summary>To the next moment at which time changes the request, or so many ticks from it.</summary>
    public sealed record ToDue(int Key, int Ticks) : Shift
    {
        public override string ToString() => $"to what is due of {Key}{Ticks:+0;-0;+0}";
    }

    /// <summary>To the next moment at which somebody begins or ceases to stand in for another, or so many ticks from it.</summary>
    public sealed record ToPeople(int Ticks) : Shift
    {
        public override string ToString() => $"to the next people{Ticks:+0;-0;+0}";
    }
}
