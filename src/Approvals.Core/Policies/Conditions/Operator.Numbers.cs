namespace Approvals.Core.Policies.Conditions;

/// <content>Comparing numbers.</content>
public abstract partial record Operator
{
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

        public override Truth Evaluate(in Fact fact, DateTimeOffset now) => fact.Kind == FactKind.Number
            ? TruthLogic.Of(Ordering switch
            {
                Ordering.Greater => fact.Number > Limit,
                Ordering.GreaterOrEqual => fact.Number >= Limit,
                Ordering.Less => fact.Number < Limit,
                _ => fact.Number <= Limit,
            })
            : Truth.Unknown;
    }

    /// <summary><c>between</c>: numbers, both ends included.</summary>
    public sealed record Between(double Low, double High) : Operator
    {
        public override string Name => "between";

        public override string Needs => "a number";

        public override Truth Evaluate(in Fact fact, DateTimeOffset now) => fact.Kind == FactKind.Number
            ? TruthLogic.Of(fact.Number >= Low && fact.Number <= High)
            : Truth.Unknown;
    }
}
