using System.Collections.Frozen;
using System.Collections.Immutable;
using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Policies.Indexing;

/// <summary>Rules by the values of one kind that each may equal.</summary>
internal sealed class ValueTable<T>
    where T : notnull
{
    private readonly FrozenDictionary<T, int[]> _rules;

    /// <param name="rules">In the order of their ordinals.</param>
    /// <param name="valueOf">The value of an operand, if it is of this kind.</param>
    /// <param name="comparer">How values are compared.</param>
    public ValueTable(
        ImmutableArray<(int Ordinal, NeededTest Test)> rules, Func<Operand, IEnumerable<T>> valueOf, IEqualityComparer<T>? comparer = null)
    {
        var values = rules.Select(r => (r.Ordinal, Values: r.Test.Operands!.Value.SelectMany(valueOf).Distinct(comparer).ToList())).ToList();
        Incomparable = [.. values.Where(v => v.Values.Count == 0).Select(v => v.Ordinal)];
        _rules = values.SelectMany(v => v.Values.Select(value => (value, v.Ordinal)))
            .GroupBy(v => v.value, v => v.Ordinal, comparer)
            .ToFrozenDictionary(g => g.Key, g => g.ToArray(), comparer);
    }

    /// <summary>The rules that have no value of this kind, so that comparing is unknown.</summary>
    public int[] Incomparable { get; }

    public int[] Find(T value) => _rules.GetValueOrDefault(value, []);

    /// <summary>Of a table by text.</summary>
    public int[] Find(ReadOnlySpan<char> text) =>
        _rules.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var rules) ? rules : [];
}
