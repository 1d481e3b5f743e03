using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;

namespace Approvals.Core.Requests;

/// <summary>
/// Counts the slots that people fill where some of them share one: a deputy and the one they stand in for fill one
/// between them, and nobody's authority is used twice. Of each such pair either gives way: the one who can do nothing
/// that the other cannot, and where that does not tell, the best choice counts. After <see cref="MostChoices"/> open
/// ones the later person always gives way: then the count may be too low, and what there can be at most is told beside it.
/// </summary>
internal sealed class SlotSharing
{
    private const int MostChoices = 10;

    private readonly ImmutableArray<SlotGroup> _groups;
    private readonly ImmutableArray<Candidate> _candidates;
    private readonly List<Conflict> _conflicts;
    private readonly HashSet<Part> _givenUp = [];
    private readonly int _slots;
    private bool _isExact = true;

    private SlotSharing(ImmutableArray<SlotGroup> groups, ImmutableArray<Candidate> candidates)
    {
        _groups = groups;
        _candidates = candidates;
        _slots = groups.Sum(g => g.Threshold);
        _conflicts = [.. PairsOfRelated(candidates), .. PairsOfDeputies(candidates)];
        GiveUpTheWeaker();
        _conflicts.RemoveAll(IsSettled);
    }

    public static SlotCount CountFilled(ImmutableArray<SlotGroup> groups, IEnumerable<Candidate> candidates)
    {
        // Who can fill nothing here takes nothing from anybody.
        ImmutableArray<Candidate> able = [.. candidates.Select(c => c.WithOpenGroups()).Where(c => !c.Groups.IsEmpty)];
        var atMost = Quorum.CountFilled(groups, able.Select(c => AllGroups(c.Groups.Select(g => g.Groups))));
        if (able.All(c => c.Related.IsEmpty))
        {
            return SlotCount.Exactly(atMost);
        }

        var sharing = new SlotSharing(groups, able);
        var best = sharing.Best(first: 0, choices: 0);
        return sharing._isExact || best == atMost ? SlotCount.Exactly(best) : new SlotCount(best, atMost);
    }

    /// <summary>A person's deputy beside them: one of the two does not count.</summary>
    private static IEnumerable<Conflict> PairsOfRelated(ImmutableArray<Candidate> candidates)
    {
        var places = candidates.Select((c, i) => (c.Id, i)).ToDictionary(c => c.Id, c => c.i);
        return from person in Enumerable.Range(0, candidates.Length)
               from id in candidates[person].Related
               where places.ContainsKey(id)
               let other = places[id]
               where person < other || !candidates[other].Related.Contains(candidates[person].Id)
               select new Conflict(new Part(Math.Min(person, other), null), new Part(Math.Max(person, other), null));
    }

    /// <summary>Two deputies of one person: one of the two does not act as that person.</summary>
    private static IEnumerable<Conflict> PairsOfDeputies(ImmutableArray<Candidate> candidates) =>
        from deputies in candidates
            .SelectMany((c, i) => c.Principals.Select(p => new Part(i, p)))
            .GroupBy(part => part.Principal)
        let parts = deputies.ToList()
        from first in Enumerable.Range(0, parts.Count)
        from second in Enumerable.Range(first + 1, parts.Count - first - 1)
        select new Conflict(parts[first], parts[second]);

    /// <summary>
    /// Whoever shares a slot with one person alone, and can fill all that this one can, may as well be the one of the two
    /// who counts.
    /// </summary>
    private void GiveUpTheWeaker()
    {
        var neighbours = _conflicts
            .SelectMany(c => new[] { (c.First.Person, Other: c.Second.Person), (c.Second.Person, Other: c.First.Person) })
            .GroupBy(c => c.Person, c => c.Other)
            .ToDictionary(g => g.Key, g => g.ToHashSet());
        var pairs = _conflicts.Where(c => c.First.Principal is null).Select(c => (c.First.Person, c.Second.Person)).ToHashSet();
        var alone = new Queue<int>(neighbours.Where(n => n.Value.Count == 1).Select(n => n.Key).Order());
        while (alone.TryDequeue(out var person))
        {
            if (neighbours[person].Count == 1 && neighbours[person].Single() is var weaker
                && (pairs.Contains((person, weaker)) || pairs.Contains((weaker, person)))
                && GroupsOf(weaker).All(GroupsOf(person).Contains))
            {
                _givenUp.Add(new Part(weaker, null));
                foreach (var neighbour in neighbours[weaker].Where(n => neighbours[n].Remove(weaker) && neighbours[n].Count == 1))
                {
                    alone.Enqueue(neighbour);
                }

                neighbours[weaker].Clear();
            }
        }
    }

    private ImmutableArray<int> GroupsOf(int person) => AllGroups(_candidates[person].Groups.Select(g => g.Groups));

    private int Best(int first, int choices)
    {
        var next = first;
        while (next < _conflicts.Count && IsSettled(_conflicts[next]))
        {
            next++;
        }

        if (next == _conflicts.Count)
        {
            return Count();
        }

        if (choices == MostChoices)
        {
            _isExact = false;
            return SettleTheRest(next);
        }

        var best = Without(_conflicts[next].Second, next + 1, choices + 1);
        return best == _slots ? best : Math.Max(best, Without(_conflicts[next].First, next + 1, choices + 1));
    }

    private int Without(Part part, int next, int choices)
    {
        _givenUp.Add(part);
        var count = Best(next, choices);
        _givenUp.Remove(part);
        return count;
    }

    private int SettleTheRest(int next)
    {
        var settled = new List<Part>();
        foreach (var conflict in _conflicts.Skip(next).Where(c => !IsSettled(c)))
        {
            _givenUp.Add(conflict.Second);
            settled.Add(conflict.Second);
        }

        var count = Count();
        _givenUp.ExceptWith(settled);
        return count;
    }

    private bool IsSettled(Conflict conflict) => IsGivenUp(conflict.First) || IsGivenUp(conflict.Second);

    private bool IsGivenUp(Part part) => _givenUp.Contains(part) || _givenUp.Contains(part with { Principal = null });

    private int Count() => Quorum.CountFilled(_groups, _candidates.Select((candidate, i) =>
        AllGroups(candidate.Groups.Where(g => !IsGivenUp(new Part(i, g.Capacity == candidate.Id ? null : g.Capacity))).Select(g => g.Groups))));

    private static ImmutableArray<int> AllGroups(IEnumerable<ImmutableArray<int>> byCapacity) =>
        byCapacity.ToList() switch
        {
            [] => [],
            [var only] => only,
            var several => [.. several.SelectMany(g => g).Distinct().Order()],
        };

    /// <summary>A person, or where a principal is given, the person as that one.</summary>
    private readonly record struct Part(int Person, ReviewerId? Principal);

    private readonly record struct Conflict(Part First, Part Second);
}
