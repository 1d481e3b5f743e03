using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Approvals.Conformance.Model.Stories;

/// <summary>Draws stories, and makes those that fail shorter.</summary>
internal static class StoryTelling
{
    private static readonly ImmutableArray<int> Ticks = [-1, 0, 0, 1, 1, 1];

    private static readonly ImmutableArray<TimeSpan> Short =
        [TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20)];

    private static readonly ImmutableArray<TimeSpan> Long =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(10), TimeSpan.FromHours(24), TimeSpan.FromDays(2),
        TimeSpan.FromTicks(-1), TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(-10), TimeSpan.FromDays(-1),
    ];

    /// <summary>The first asks for something; most of the rest happens to it, at once and by those who may, so that lives reach their ends.</summary>
    public static Arbitrary<Story> OfLength(int turns) => Arb.From(
        from scene in Scenes.Any
        from first in Moves.Submissions
        from tool in Gen.Frequency((4, Gen.Constant(Scene.Pay)), (1, Gen.Constant(Scene.Look)))
        from rest in Turns.ListOf(turns - 1)
        select new Story(scene, [new Turn(new Shift.By(TimeSpan.Zero), first with { Key = 0, Tool = tool }, Again: false), .. rest]),
        Shorter);

    private static Gen<Turn> Turns =>
        from shift in Gen.Frequency(
            (10, Gen.Elements(Short.AsEnumerable()).Select(Shift (t) => new Shift.By(t))),
            (2, from key in Moves.Keys from ticks in Gen.Elements(Ticks.AsEnumerable()) select (Shift)new Shift.ToDue(key, ticks)),
            (1, Gen.Elements(Ticks.AsEnumerable()).Select(Shift (t) => new Shift.ToPeople(t))),
            (1, Gen.Elements(Long.AsEnumerable()).Select(Shift (t) => new Shift.By(t))))
        from move in Moves.Any
        from again in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new Turn(shift, move, again);

    private static IEnumerable<Story> Shorter(Story story)
    {
        for (var cut = story.Turns.Length / 2; cut >= 1; cut /= 2)
        {
            for (var at = story.Turns.Length - cut; at >= 0; at -= cut)
            {
                yield return story with { Turns = story.Turns.RemoveRange(at, cut) };
            }
        }

        foreach (var scene in Scenes.Simpler(story.Scene))
        {
            yield return story with { Scene = scene };
        }

        for (var i = 0; i < story.Turns.Length; i++)
        {
            var turn = story.Turns[i];
            if (turn.Again)
            {
                yield return story with { Turns = story.Turns.SetItem(i, turn with { Again = false }) };
            }

            if (turn.Shift is not Shift.By { Time.Ticks: 0 })
            {
                yield return story with { Turns = story.Turns.SetItem(i, turn with { Shift = new Shift.By(TimeSpan.Zero) }) };
            }
        }
    }
}
