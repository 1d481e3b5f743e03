using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;

namespace Approvals.Core.Requests;

/// <summary>
/// Fills the slots of a requirement with persons, each in one slot at most, as many as can be: a maximum bipartite
/// matching with capacities, by augmenting paths (Kuhn). At most 100 persons a group, 10 groups.
/// </summary>
internal sealed class Quorum
{
    private readonly ImmutableArray<SlotGroup> _groups;
    private readonly List<int>[] _fillers;
    private readonly List<ImmutableArray<int>> _persons = [];

    private Quorum(ImmutableArray<SlotGroup> groups)
    {
        _groups = groups;
        _fillers = [.. groups.Select(_ => new List<int>())];
    }

    /// <summary>How many slots these persons can fill at once.</summary>
    /// <param name="groups">The groups with their slots.</param>
    /// <param name="persons">For each person, the groups that admit them, by index.</param>
    public static int CountFilled(ImmutableArray<SlotGroup> groups, IEnumerable<ImmutableArray<int>> persons) =>
        Fill(groups, persons)._fillers.Sum(f => f.Count);

    /// <summary>Whether these persons can fill every slot of the first groups, so many of them.</summary>
    public static bool FillsFirst(int count, ImmutableArray<SlotGroup> groups, IEnumerable<ImmutableArray<int>> persons)
    {
        var first = groups[..count];
        return CountFilled(first, persons.Select(p => p.RemoveAll(g => g >= count))) == first.Sum(g => g.Threshold);
    }

    /// <summary>Every group of the requirement, by index.</summary>
    public static ImmutableArray<int> AllGroups(Requirement requirement) => [.. Enumerable.Range(0, requirement.Groups.Length)];

    /// <summary>The groups of the requirement that admit the person, by index.</summary>
    public static ImmutableArray<int> GroupsOf(
        Requirement requirement, ReviewerId person, IReadOnlyCollection<RoleName> roles) =>
        [.. Enumerable.Range(0, requirement.Groups.Length).Where(g => requirement.Groups[g].Admits(person, roles))];

    private static Quorum Fill(ImmutableArray<SlotGroup> groups, IEnumerable<ImmutableArray<int>> persons)
    {
        var quorum = new Quorum(groups);
        foreach (var person in persons)
        {
            quorum._persons.Add(person);
            quorum.TryPlace(quorum._persons.Count - 1, new bool[groups.Length]);
        }

        return quorum;
    }

    /// <summary>Finds the person a slot, moving others to other groups where that makes room.</summary>
    private bool TryPlace(int person, bool[] visited)
    {
        foreach (var group in _persons[person].Where(g => !visited[g]))
        {
            visited[group] = true;
            if (_fillers[group].Count < _groups[group].Threshold)
            {
                _fillers[group].Add(person);
                return true;
            }

            var moved = _fillers[group].FindIndex(filler => TryPlace(filler, visited));
            if (moved >= 0)
            {
                _fillers[group][moved] = person;
                return true;
            }
        }

        return false;
    }
}
