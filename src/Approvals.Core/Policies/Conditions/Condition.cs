using System.Collections.Immutable;

namespace Approvals.Core.Policies.Conditions;

/// <summary>A compiled condition on an action. Evaluating it neither fails nor allocates.</summary>
public abstract partial record Condition
{
    private Condition()
    {
    }

    public abstract Truth Evaluate(in ConditionScope scope);

    /// <summary>Says of every test that ends unknown on this action why.</summary>
    internal abstract void ExplainUnknown(in ConditionScope scope, UnknownSentences sentences);

    /// <summary>All must hold; true where there is none.</summary>
    public sealed record All(ImmutableArray<Condition> Conditions) : Condition
    {
        public override Truth Evaluate(in ConditionScope scope)
        {
            var truth = Truth.True;
            foreach (var condition in Conditions)
            {
                truth = TruthLogic.And(truth, condition.Evaluate(scope));
                if (truth == Truth.False)
                {
                    break;
                }
            }

            return truth;
        }

        internal override void ExplainUnknown(in ConditionScope scope, UnknownSentences sentences) =>
            ExplainEach(Conditions, scope, sentences);
    }

    /// <summary>One must hold.</summary>
    public sealed record Any(ImmutableArray<Condition> Conditions) : Condition
    {
        public override Truth Evaluate(in ConditionScope scope)
        {
            var truth = Truth.False;
            foreach (var condition in Conditions)
            {
                truth = TruthLogic.Or(truth, condition.Evaluate(scope));
                if (truth == Truth.True)
                {
                    break;
                }
            }

            return truth;
        }

        internal override void ExplainUnknown(in ConditionScope scope, UnknownSentences sentences) =>
            ExplainEach(Conditions, scope, sentences);
    }

    public sealed record Not(Condition Inner) : Condition
    {
        public override Truth Evaluate(in ConditionScope scope) => TruthLogic.Not(Inner.Evaluate(scope));

        internal override void ExplainUnknown(in ConditionScope scope, UnknownSentences sentences) =>
            Inner.ExplainUnknown(scope, sentences);
    }

    /// <summary>One operator on one path of the action.</summary>
    /// <param name="Path">What is looked at; without <c>[*]</c>.</param>
    /// <param name="Optional">Whether a missing or null value makes the test false instead of unknown.</param>
    /// <param name="Operator">What must hold of it.</param>
    public sealed record Test(ActionPath Path, bool Optional, Operator Operator) : Condition
    {
        public override Truth Evaluate(in ConditionScope scope)
        {
            if (scope.Cache is { } cache && Path.Root != PathRoot.It)
            {
                return Evaluate(cache.Read(Path, scope), scope.Now);
            }

            return Evaluate(Path.Find(scope), scope.Now);
        }

        internal override void ExplainUnknown(in ConditionScope scope, UnknownSentences sentences)
        {
            if (Evaluate(scope) == Truth.Unknown)
            {
                sentences.Add(Path, Path.Read(scope), Operator.Name, Operator.Needs);
            }
        }

        private Truth Evaluate(in Fact fact, DateTimeOffset now)
        {
            var truth = Operator.Evaluate(fact, now);
            return truth == Truth.Unknown && Optional && fact.IsAbsent ? Truth.False : truth;
        }
    }

    private static void ExplainEach(
        ImmutableArray<Condition> conditions, in ConditionScope scope, UnknownSentences sentences)
    {
        foreach (var condition in conditions)
        {
            condition.ExplainUnknown(scope, sentences);
        }
    }
}
