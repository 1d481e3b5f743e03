using System.Collections.Immutable;
using Approvals.Conformance.Model.Stories;

namespace Approvals.Conformance.Model.Prediction;

/// <summary>
/// Tries every way to seat people: each in one seat or none, under one hat; nobody beside whom they stand in for, and no
/// hat on two heads.
/// </summary>
internal sealed class Seats(ImmutableArray<Slots> groups, IReadOnlyList<Voice> people, Func<Hat, Slots, bool> fits)
{
    private readonly int[] _free = [.. groups.Select(g => g.Threshold)];
    private readonly int _all = groups.Sum(g => g.Threshold);
    private readonly List<(Voice Voice, Hat Hat)> _seated = [];
    private int _best;

    /// <summary>The most seats that can be taken at once.</summary>
    public static int Most(ImmutableArray<Slots> groups, IReadOnlyList<Voice> people, Func<Hat, Slots, bool> fits)
    {
        var seats = new Seats(groups, people, fits);
        seats.SeatFrom(0);
        return seats._best;
    }

    private void SeatFrom(int person)
    {
        _best = Math.Max(_best, _seated.Count);
        if (_best == _all || _seated.Count + people.Count - person <= _best)
        {
            return;
        }

        var voice = people[person];
        if (!_seated.Exists(s => s.Voice.SharesWith(voice)))
        {
            foreach (var hat in voice.Hats.Where(h => !_seated.Exists(s => s.Hat.Whose == h.Whose)))
            {
                for (var g = 0; g < groups.Length; g++)
                {
                    if (_free[g] > 0 && fits(hat, groups[g]))
                    {
                        _free[g]--;
                        _seated.Add((voice, hat));
                        SeatFrom(person + 1);
                        _seated.RemoveAt(_seated.Count - 1);
                        _free[g]++;
                    }
                }
            }
        }

        SeatFrom(person + 1);
    }
}
