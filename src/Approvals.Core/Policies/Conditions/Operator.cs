using System.Collections.Immutable;

namespace Approvals.Core.Policies.Conditions;

/// <summary>
/// A comparison of a fact with the policy's operands. Unknown where the fact is missing, null, or of a kind that
/// the comparison cannot use; <see cref="Exists"/> knows what is missing and null.
/// </summary>
public abstract partial record Operator
{
    private Operator()
    {
    }

    /// <summary>The word in the policy.</summary>
    public abstract string Name { get; }

    /// <summary>What it can use, in words, for explanations.</summary>
    public abstract string Needs { get; }

    /// <param name="fact">What the path found.</param>
    /// <param name="now">The time of evaluation, in UTC.</param>
    public abstract Truth Evaluate(in Fact fact, DateTimeOffset now);

    /// <summary>
    /// <c>exists</c>: whether there is a value other than null. Unknown only where the path goes on below a value that
    /// has no members: what hides in <c>"{force: true}"</c> or in a list, nobody can say.
    /// </summary>
    public sealed record Exists(bool Expected) : Operator
    {
        public override string Name => "exists";

        public override string Needs => "an object to look into";

        public override Truth Evaluate(in Fact fact, DateTimeOffset now) => fact.Kind == FactKind.Unreachable
            ? Truth.Unknown
            : TruthLogic.Of(Expected != fact.IsAbsent);
    }

    /// <summary><c>length</c>: of a text in characters (Unicode code points), of an array in elements.</summary>
    /// <param name="Tests">What must hold of the length, all of it.</param>
    public sealed record Length(ImmutableArray<Operator> Tests) : Operator
    {
        public override string Name => "length";

        public override string Needs => "text or an array";

        public override Truth Evaluate(in Fact fact, DateTimeOffset now)
        {
            var length = fact.Kind switch
            {
                FactKind.Text => fact.AskText(0, static (text, _) => CountCharacters(text)),
                FactKind.Array => fact.Json.GetArrayLength(),
                _ => -1,
            };
            if (length < 0)
            {
                return Truth.Unknown;
            }

            var truth = Truth.True;
            var measured = Fact.Of((double)length);
            foreach (var test in Tests)
            {
                truth = TruthLogic.And(truth, test.Evaluate(measured, now));
            }

            return truth;
        }

        private static int CountCharacters(ReadOnlySpan<char> text)
        {
            var count = text.Length;
            foreach (var c in text)
            {
                count -= char.IsLowSurrogate(c) ? 1 : 0;
            }

            return count;
        }
    }

    /// <summary>What stands for a rule's <c>agent</c> or <c>environment</c>: whether the name is one of these.</summary>
    public sealed record Named(string Word, ImmutableArray<NamePattern> Patterns) : Operator
    {
        public override string Name => Word;

        public override string Needs => "a name";

        public override Truth Evaluate(in Fact fact, DateTimeOffset now) => fact.Kind == FactKind.Text
            ? TruthLogic.Of(fact.AskText(Patterns, static (name, patterns) => patterns.MatchAny(name)))
            : Truth.Unknown;
    }
}
