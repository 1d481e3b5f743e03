using System.Collections.Immutable;
using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Policies.Indexing;

/// <summary>
/// Rules by what each needs of the value at one path. A rule whose test of that value is unknown is found too: only one
/// whose test is false certainly does not apply.
/// </summary>
internal abstract class PathIndex
{
    private readonly ActionPath _path;
    private readonly bool _optional;
    private readonly int[] _all;

    private PathIndex(ImmutableArray<(int Ordinal, NeededTest Test)> rules)
    {
        _path = rules[0].Test.Path;
        _optional = rules[0].Test.Optional;
        _all = [.. rules.Select(r => r.Ordinal)];
    }

    /// <param name="rules">In the order of their ordinals, with tests of the same key and kind; at least one.</param>
    public static PathIndex Of(ImmutableArray<(int Ordinal, NeededTest Test)> rules) =>
        rules[0].Test.IsEquality ? new ByValue(rules) : new ByRange(rules);

    public void Find(in ConditionScope scope, ref Candidates candidates)
    {
        var fact = _path.Read(scope);
        if (!fact.IsAbsent)
        {
            FindPresent(fact, ref candidates);
        }
        else if (!_optional)
        {
            candidates.Add(_all);
        }
    }

    protected abstract void FindPresent(in Fact fact, ref Candidates candidates);

    private sealed class ByValue : PathIndex
    {
        private readonly ValueTable<string> _texts;
        private readonly ValueTable<double> _numbers;
        private readonly ValueTable<bool> _booleans;

        public ByValue(ImmutableArray<(int Ordinal, NeededTest Test)> rules)
            : base(rules)
        {
            _texts = new ValueTable<string>(rules, o => o is Operand.Text(var text) ? [text] : [], StringComparer.Ordinal);
            _numbers = new ValueTable<double>(rules, o => o is Operand.Number(var number) ? [number] : []);
            _booleans = new ValueTable<bool>(rules, o => o is Operand.Boolean(var value) ? [value] : []);
        }

        protected override void FindPresent(in Fact fact, ref Candidates candidates)
        {
            switch (fact.Kind)
            {
                case FactKind.Text:
                    candidates.Add(fact.AskText(_texts, static (text, table) => table.Find(text)));
                    candidates.Add(_texts.Incomparable);
                    break;
                case FactKind.Number:
                    candidates.Add(_numbers.Find(fact.Number));
                    candidates.Add(_numbers.Incomparable);
                    break;
                case FactKind.Boolean:
                    candidates.Add(_booleans.Find(fact.IsTrue));
                    candidates.Add(_booleans.Incomparable);
                    break;
                default:
                    candidates.Add(_all);
                    break;
            }
        }
    }

    private sealed class ByRange : PathIndex
    {
        private readonly IntervalTree? _tree;

        public ByRange(ImmutableArray<(int Ordinal, NeededTest Test)> rules)
            : base(rules) =>
            _tree = IntervalTree.Of([.. rules.Select(r => new Interval(r.Test.Low, r.Test.High, r.Ordinal))]);

        protected override void FindPresent(in Fact fact, ref Candidates candidates)
        {
            if (fact.Kind != FactKind.Number)
            {
                candidates.Add(_all);
                return;
            }

            _tree?.Find(fact.Number, ref candidates);
        }
    }
}
