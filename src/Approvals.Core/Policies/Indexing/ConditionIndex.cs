using System.Collections.Immutable;
using Approvals.Core.Policies.Conditions;
using Approvals.Core.Policies.Evaluating;

namespace Approvals.Core.Policies.Indexing;

/// <summary>
/// The rules of one tool, those of many by one test each that every match needs: an equality where there is one, else a
/// range of numbers.
/// </summary>
internal sealed class ConditionIndex
{
    /// <summary>Fewer are all evaluated.</summary>
    private const int Many = 8;

    private readonly PathIndex[] _paths = [];
    private readonly int[] _rest;

    /// <param name="rules">In the order of their ordinals.</param>
    public ConditionIndex(ImmutableArray<CompiledRule> rules)
    {
        if (rules.Length < Many)
        {
            _rest = [.. rules.Select(r => r.Ordinal)];
            return;
        }

        var needed = rules.Select(r => (r.Ordinal, Tests: NeededTest.Of(r.Condition))).ToList();
        var variety = needed.SelectMany(n => n.Tests)
            .GroupBy(t => t.Key, (key, tests) => (key, Count: tests.SelectMany(t => t.Keys).Distinct().Count()))
            .ToDictionary(g => g.key, g => g.Count);
        var chosen = needed.ConvertAll(n => (n.Ordinal, Test: n.Tests.MaxBy(t => (t.IsEquality, variety[t.Key]))));
        _rest = [.. chosen.Where(c => c.Test is null).Select(c => c.Ordinal)];
        _paths =
        [
            .. chosen.Where(c => c.Test is not null).GroupBy(c => (c.Test!.Key, c.Test.IsEquality))
                .Select(g => PathIndex.Of([.. g.Select(c => (c.Ordinal, c.Test!))])),
        ];
    }

    public void Find(in ConditionScope scope, ref Candidates candidates)
    {
        candidates.Add(_rest);
        foreach (var path in _paths)
        {
            path.Find(scope, ref candidates);
        }
    }
}
