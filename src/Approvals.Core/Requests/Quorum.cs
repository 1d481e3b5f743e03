using System.Collections.Immutable;
using Approvals.Core.Policies;
using Approvals.Core.Tenants;

namespace Approvals.Core.Requests;

/// <summary>
/// Fills the slots of groups with persons, each in one slot at most, as many as can be: a maximum bipartite matching
/// with capacities, by augmenting paths (Kuhn). It ends when all is filled, and looks once at people of the same groups
/// for whom there is no room, so that a large directory costs little more than a small one.
/// </summary>
internal sealed class Quorum
{
    /// <summary>The one group of most requirements, by index.</summary>
    private static readonly ImmutableArray<int> First = [0];

    private readonly ImmutableArray<SlotGroup> _groups;
    private readonly List<ImmutableArray<int>>[] _fillers;

    private Quorum(ImmutableArray<SlotGroup> groups)
    {
        _groups = groups;
        _fillers = [.. groups.Select(_ => new List<ImmutableArray<int>>())];
    }

    /// <summary>How many slots these persons can fill at once.</summary>
    /// <param name="groups">The groups with their slots.</param>
    /// <param name="persons">For each person, the groups that admit them, by index.</param>
    public static int CountFilled(ImmutableArray<SlotGroup> groups, IEnumerable<ImmutableArray<int>> persons)
    {
        if (groups is [var only])
        {
            return persons.Where(p => !p.IsEmpty).Take(only.Threshold).Count();
        }

        var quorum = new Quorum(groups);
        var slots = groups.Sum(g => g.Threshold);
        var filled = 0;
        var withoutRoom = new HashSet<int>();
        foreach (var person in persons.Where(p => !withoutRoom.Contains(MaskOf(p))))
        {
            if (!quorum.TryPlace(person, new bool[groups.Length]))
            {
                // Whoever comes later finds no room there either: what is filled stays filled.
                withoutRoom.Add(MaskOf(person));
            }
            else if (++filled == slots)
            {
                break;
            }
        }

        return filled;
    }

    /// <summary>All the groups, by index.</summary>
    public static ImmutableArray<int> AllOf(ImmutableArray<SlotGroup> groups) =>
        groups.Length == 1 ? First : [.. Enumerable.Range(0, groups.Length)];

    /// <summary>The groups that admit the capacity, by index.</summary>
    public static ImmutableArray<int> AdmittedTo(ImmutableArray<SlotGroup> groups, Capacity capacity)
    {
        if (capacity.IsLate)
        {
            return [];
        }

        return groups is [var only]
            ? only.Admits(capacity.Id, capacity.Roles) ? First : []
            : [.. Enumerable.Range(0, groups.Length).Where(g => groups[g].Admits(capacity.Id, capacity.Roles))];
    }

    private static int MaskOf(ImmutableArray<int> groups) => groups.Aggregate(0, (mask, g) => mask | (1 << g));

    /// <summary>Finds the person a slot, moving others to other groups where that makes room.</summary>
    private bool TryPlace(ImmutableArray<int> person, bool[] visited)
    {
        foreach (var group in person.Where(g => !visited[g]))
        {
            visited[group] = true;
            var fillers = _fillers[group];
            if (fillers.Count < _groups[group].Threshold)
            {
                fillers.Add(person);
                return true;
            }

            var moved = fillers.FindIndex(filler => TryPlace(filler, visited));
            if (moved >= 0)
            {
                fillers[moved] = person;
                return true;
            }
        }

        return false;
    }
}
