using System.Collections.Immutable;

namespace Approvals.Core.Policies.Conditions;

/// <summary>A compiled condition on an action. Evaluating it neither fails nor allocates.</summary>
public abstract record Condition
{
    private Condition()
    {
    }

    public abstract Truth Evaluate(ProposedAction action);

    /// <summary>Adds a sentence for every test that ends unknown on this action.</summary>
    internal abstract void ExplainUnknown(ProposedAction action, ICollection<string> sentences);

    /// <summary>All must hold; true where there is none.</summary>
    public sealed record All(ImmutableArray<Condition> Conditions) : Condition
    {
        public override Truth Evaluate(ProposedAction action)
        {
            var truth = Truth.True;
            foreach (var condition in Conditions)
            {
                truth = TruthLogic.And(truth, condition.Evaluate(action));
                if (truth == Truth.False)
                {
                    break;
                }
            }

            return truth;
        }

        internal override void ExplainUnknown(ProposedAction action, ICollection<string> sentences) =>
            ExplainEach(Conditions, action, sentences);
    }

    /// <summary>One must hold.</summary>
    public sealed record Any(ImmutableArray<Condition> Conditions) : Condition
    {
        public override Truth Evaluate(ProposedAction action)
        {
            var truth = Truth.False;
            foreach (var condition in Conditions)
            {
                truth = TruthLogic.Or(truth, condition.Evaluate(action));
                if (truth == Truth.True)
                {
                    break;
                }
            }

            return truth;
        }

        internal override void ExplainUnknown(ProposedAction action, ICollection<string> sentences) =>
            ExplainEach(Conditions, action, sentences);
    }

    public sealed record Not(Condition Inner) : Condition
    {
        public override Truth Evaluate(ProposedAction action) => TruthLogic.Not(Inner.Evaluate(action));

        internal override void ExplainUnknown(ProposedAction action, ICollection<string> sentences) =>
            Inner.ExplainUnknown(action, sentences);
    }

    /// <summary>One operator on one path of the action.</summary>
    /// <param name="Path">What is looked at.</param>
    /// <param name="Optional">Whether a missing or null value makes the test false instead of unknown.</param>
    /// <param name="Operator">What must hold of it.</param>
    public sealed record Test(ActionPath Path, bool Optional, Operator Operator) : Condition
    {
        public override Truth Evaluate(ProposedAction action)
        {
            var fact = Path.Read(action);
            var truth = Operator.Evaluate(fact);
            return truth == Truth.Unknown && Optional && fact.IsAbsent ? Truth.False : truth;
        }

        internal override void ExplainUnknown(ProposedAction action, ICollection<string> sentences)
        {
            if (Evaluate(action) == Truth.Unknown)
            {
                sentences.Add($"{Path} is {Path.Read(action).Description}; {Operator.Name} needs {Operator.Needs}");
            }
        }
    }

    private static void ExplainEach(
        ImmutableArray<Condition> conditions, ProposedAction action, ICollection<string> sentences)
    {
        foreach (var condition in conditions)
        {
            condition.ExplainUnknown(action, sentences);
        }
    }
}
