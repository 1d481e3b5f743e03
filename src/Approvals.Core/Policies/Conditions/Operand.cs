using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Approvals.Core.Policies.Conditions;

/// <summary>A scalar that a policy compares with.</summary>
public abstract record Operand
{
    private Operand(FactKind kind) => Kind = kind;

    public FactKind Kind { get; }

    /// <summary>Whether the fact equals it; unknown where it is of another kind.</summary>
    public Truth Compare(in Fact fact) => fact.Kind == Kind ? TruthLogic.Of(EqualsFact(fact)) : Truth.Unknown;

    /// <summary>Whether the fact, which is of this operand's kind, equals it.</summary>
    public abstract bool EqualsFact(in Fact fact);

    public sealed record Text(string Value) : Operand(FactKind.Text)
    {
        /// <summary>Null where it is not Unicode, so that no text of an action equals it.</summary>
        private readonly byte[]? _utf8 = Utf8Of(Value);

        private readonly long _packed = PackedText.Of(Utf8Of(Value));

        public override bool EqualsFact(in Fact fact) => _utf8 is not null && fact.TextEquals(Value, _utf8, _packed);

        private static byte[]? Utf8Of(string value)
        {
            var utf8 = new byte[Encoding.UTF8.GetMaxByteCount(value.Length)];
            return Utf8.FromUtf16(value, utf8, out _, out var length, replaceInvalidSequences: false) == OperationStatus.Done
                ? utf8[..length]
                : null;
        }
    }

    /// <summary>Exact as a binary64, as every number of an action is; so this equality is equality by value.</summary>
    public sealed record Number(double Value) : Operand(FactKind.Number)
    {
        public override bool EqualsFact(in Fact fact) => fact.Number == Value;
    }

    public sealed record Boolean(bool Value) : Operand(FactKind.Boolean)
    {
        public override bool EqualsFact(in Fact fact) => fact.IsTrue == Value;
    }
}
