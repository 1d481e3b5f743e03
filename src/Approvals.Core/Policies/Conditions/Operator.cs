using System.Collections.Immutable;

namespace Approvals.Core.Policies.Conditions;

/// <summary>
/// A comparison of a fact with the policy's operands. Unknown where the fact is missing, null, or of a kind that
/// the comparison cannot use; <see cref="Exists"/> knows what is missing and null.
/// </summary>
public abstract record Operator
{
    private Operator()
    {
    }

    /// <summary>The word in the policy.</summary>
    public abstract string Name { get; }

    /// <summary>What it can use, in words, for explanations.</summary>
    public abstract string Needs { get; }

    public abstract Truth Evaluate(Fact fact);

    /// <summary><c>eq</c>, <c>neq</c>, <c>in</c>: whether the fact is one of the operands (or, negated, none of them).</summary>
    public sealed record OneOf(string Word, ImmutableArray<Operand> Operands, bool Negated) : Operator
    {
        public override string Name => Word;

        public override string Needs =>
            string.Join(" or ", Operands.Select(o => o.Kind).Distinct().Order().Select(NameOf));

        public override Truth Evaluate(Fact fact)
        {
            var comparable = false;
            foreach (var operand in Operands)
            {
                if (operand.Kind != fact.Kind)
                {
                    continue;
                }

                comparable = true;
                if (operand.EqualsFact(fact))
                {
                    return TruthLogic.Of(!Negated);
                }
            }

            return comparable ? TruthLogic.Of(Negated) : Truth.Unknown;
        }

        private static string NameOf(FactKind kind) => kind switch
        {
            FactKind.Number => "a number",
            FactKind.Boolean => "a boolean",
            _ => "text",
        };
    }

    /// <summary><c>gt</c>, <c>gte</c>, <c>lt</c>, <c>lte</c>: numbers, by value.</summary>
    public sealed record Ordered(Ordering Ordering, double Limit) : Operator
    {
        public override string Name => Ordering switch
        {
            Ordering.Greater => "gt",
            Ordering.GreaterOrEqual => "gte",
            Ordering.Less => "lt",
            _ => "lte",
        };

        public override string Needs => "a number";

        public override Truth Evaluate(Fact fact)
        {
            if (fact.Kind != FactKind.Number)
            {
                return Truth.Unknown;
            }

            var number = fact.GetNumber();
            return TruthLogic.Of(Ordering switch
            {
                Ordering.Greater => number > Limit,
                Ordering.GreaterOrEqual => number >= Limit,
                Ordering.Less => number < Limit,
                _ => number <= Limit,
            });
        }
    }

    /// <summary>
    /// <c>exists</c>: whether there is a value other than null. Unknown only where the path goes on below a value that
    /// has no members: what hides in <c>"{force: true}"</c> or in a list, nobody can say.
    /// </summary>
    public sealed record Exists(bool Expected) : Operator
    {
        public override string Name => "exists";

        public override string Needs => "an object to look into";

        public override Truth Evaluate(Fact fact) => fact.Kind == FactKind.Unreachable
            ? Truth.Unknown
            : TruthLogic.Of(Expected != fact.IsAbsent);
    }
}
