using System.Collections.Immutable;

namespace Approvals.Core.Policies.Conditions;

/// <content>Equality, and looking for parts.</content>
public abstract partial record Operator
{
    /// <summary>
    /// <c>eq</c>, <c>neq</c>, <c>in</c>, <c>notIn</c>: whether the fact is one of the operands (or, negated, none of
    /// them). Unknown where none of them is of its kind.
    /// </summary>
    public sealed record OneOf(string Word, ImmutableArray<Operand> Operands, bool Negated) : Operator
    {
        private readonly OperandSet? _set = OperandSet.OfMany(Operands);

        public override string Name => Word;

        public override string Needs =>
            string.Join(" or ", Operands.Select(o => o.Kind).Distinct().Order().Select(NameOf));

        public override Truth Evaluate(in Fact fact, DateTimeOffset now)
        {
            var found = _set is null ? Find(fact) : _set.Find(fact);
            return Negated ? TruthLogic.Not(found) : found;
        }

        private Truth Find(in Fact fact)
        {
            var found = Truth.Unknown;
            foreach (var operand in Operands)
            {
                switch (operand.Compare(fact))
                {
                    case Truth.True:
                        return Truth.True;
                    case Truth.False:
                        found = Truth.False;
                        break;
                }
            }

            return found;
        }
    }

    /// <summary>
    /// <c>contains</c>: a part of a text, or an element of an array, where each element is compared as by <c>eq</c>: one
    /// of another kind leaves it unknown, unless another is the one looked for.
    /// </summary>
    public sealed record Contains(Operand Part) : Operator
    {
        public override string Name => "contains";

        public override string Needs => Part is Operand.Text
            ? "text, or an array of text"
            : $"an array of which each element is {NameOf(Part.Kind)}";

        public override Truth Evaluate(in Fact fact, DateTimeOffset now) => (fact.Kind, Part) switch
        {
            (FactKind.Text, Operand.Text part) => TruthLogic.Of(
                fact.AskText(part.Value, static (text, part) => text.Contains(part, StringComparison.Ordinal))),
            (FactKind.Array, _) => FindIn(fact),
            _ => Truth.Unknown,
        };

        private Truth FindIn(in Fact array)
        {
            var found = Truth.False;
            foreach (var element in array.Json.EnumerateArray())
            {
                found = TruthLogic.Or(found, Part.Compare(Fact.Of(element)));
                if (found == Truth.True)
                {
                    break;
                }
            }

            return found;
        }
    }

    private static string NameOf(FactKind kind) => kind switch
    {
        FactKind.Number => "a number",
        FactKind.Boolean => "a boolean",
        _ => "text",
    };
}
