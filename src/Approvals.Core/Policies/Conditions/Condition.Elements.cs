using Approvals.Core.Json;

namespace Approvals.Core.Policies.Conditions;

/// <content>Conditions on the elements of arrays.</content>
public abstract partial record Condition
{
    /// <summary>
    /// <c>any</c>, <c>all</c>, <c>none</c>: a condition on the elements of an array, or, where the path has <c>[*]</c>, on
    /// each value that it finds. Unknown where there is no array.
    /// </summary>
    /// <param name="Path">Where the elements are.</param>
    /// <param name="Optional">Whether a missing or null array makes it false instead of unknown.</param>
    /// <param name="Quantifier">Of how many it must hold.</param>
    /// <param name="Inner">What must hold; the element is <c>it</c>.</param>
    public sealed record Elements(ActionPath Path, bool Optional, Quantifier Quantifier, Condition Inner) : Condition
    {
        /// <summary>Of so many elements it is said why they are unknown.</summary>
        private const int MostExplained = 3;

        /// <summary>The word in the policy.</summary>
        public string Name => EnumWords.Of(Quantifier);

        public override Truth Evaluate(in ConditionScope scope)
        {
            var fact = Path.Descend(Path.Begin(scope), 0, out var step);
            if (fact.IsAbsent && Optional)
            {
                return Truth.False;
            }

            var walk = new Walk { Truth = Quantifier == Quantifier.All ? Truth.True : Truth.False };
            Visit(scope, fact, step, ref walk);
            return Quantifier switch
            {
                Quantifier.None => TruthLogic.Not(walk.Truth),
                Quantifier.All when walk.IsEmpty && walk.Truth == Truth.True => Truth.False,
                _ => walk.Truth,
            };
        }

        internal override void ExplainUnknown(in ConditionScope scope, UnknownSentences sentences)
        {
            if (Evaluate(scope) == Truth.Unknown)
            {
                var explained = 0;
                var fact = Path.Descend(Path.Begin(scope), 0, out var step);
                Explain(scope, fact, step, sentences.PlaceOf(Path, step), sentences, ref explained);
            }
        }

        /// <summary>What was made of the elements so far.</summary>
        private struct Walk
        {
            public Truth Truth { get; set; }

            public bool HasElements { get; set; }

            public readonly bool IsEmpty => !HasElements;

            public void Take(Quantifier quantifier, Truth element)
            {
                HasElements = true;
                Truth = quantifier == Quantifier.All ? TruthLogic.And(Truth, element) : TruthLogic.Or(Truth, element);
            }
        }

        private bool IsSettled(Walk walk) => walk.Truth == (Quantifier == Quantifier.All ? Truth.False : Truth.True);

        /// <summary>The elements of the array that stands at a step, which is one <c>[*]</c> or the path's end.</summary>
        private void Visit(in ConditionScope scope, in Fact array, int step, ref Walk walk)
        {
            if (array.Kind != FactKind.Array)
            {
                walk.Take(Quantifier, Truth.Unknown);
                return;
            }

            foreach (var element in array.Json.EnumerateArray())
            {
                var fact = Path.Descend(Fact.Of(element), step + 1, out var next);
                if (next < Path.Steps.Length)
                {
                    Visit(scope, fact, next, ref walk);
                }
                else
                {
                    walk.Take(Quantifier, Inner.Evaluate(scope with { It = fact }));
                }

                if (IsSettled(walk))
                {
                    return;
                }
            }
        }

        private void Explain(
            in ConditionScope scope, in Fact array, int step, ElementPlace place, UnknownSentences sentences, ref int explained)
        {
            if (array.Kind != FactKind.Array)
            {
                sentences.Add(place.Text, array, Name, "an array");
                explained++;
                return;
            }

            var index = 0;
            foreach (var element in array.Json.EnumerateArray())
            {
                var fact = Path.Descend(Fact.Of(element), step + 1, out var next);
                var there = place.Element(index++, next);
                if (next < Path.Steps.Length)
                {
                    Explain(scope, fact, next, there, sentences, ref explained);
                }
                else if (ExplainElement(scope with { It = fact }, there, sentences))
                {
                    explained++;
                }

                if (explained >= MostExplained)
                {
                    return;
                }
            }
        }

        private bool ExplainElement(in ConditionScope element, ElementPlace place, UnknownSentences sentences)
        {
            if (Inner.Evaluate(element) != Truth.Unknown)
            {
                return false;
            }

            sentences.Enter(place);
            Inner.ExplainUnknown(element, sentences);
            sentences.Leave();
            return true;
        }
    }
}
