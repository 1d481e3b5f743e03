using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Approvals.Core.Policies.Conditions;

/// <summary>Many operands, among which a fact is looked up instead of compared with each.</summary>
internal sealed class OperandSet
{
    /// <summary>Fewer are compared one by one.</summary>
    private const int Many = 8;

    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _texts;
    private readonly FrozenSet<double> _numbers;
    private readonly FrozenSet<bool> _booleans;
    private readonly bool _hasTexts;

    private OperandSet(ImmutableArray<Operand> operands)
    {
        var texts = operands.OfType<Operand.Text>().Select(o => o.Value).ToFrozenSet(StringComparer.Ordinal);
        _hasTexts = texts.Count > 0;
        _texts = texts.GetAlternateLookup<ReadOnlySpan<char>>();
        _numbers = operands.OfType<Operand.Number>().Select(o => o.Value).ToFrozenSet();
        _booleans = operands.OfType<Operand.Boolean>().Select(o => o.Value).ToFrozenSet();
    }

    /// <summary>Null where they are few.</summary>
    public static OperandSet? OfMany(ImmutableArray<Operand> operands) =>
        operands.Length >= Many ? new OperandSet(operands) : null;

    /// <summary>Whether the fact is one of them; unknown where none is of its kind.</summary>
    public Truth Find(in Fact fact) => fact.Kind switch
    {
        FactKind.Text when _hasTexts => TruthLogic.Of(fact.AskText(_texts, static (text, texts) => texts.Contains(text))),
        FactKind.Number when _numbers.Count > 0 => TruthLogic.Of(_numbers.Contains(fact.Number)),
        FactKind.Boolean when _booleans.Count > 0 => TruthLogic.Of(_booleans.Contains(fact.IsTrue)),
        _ => Truth.Unknown,
    };
}
