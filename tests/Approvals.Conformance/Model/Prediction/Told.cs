namespace Approvals.Conformance.Model.Prediction;

/// <summary>What comes of a move.</summary>
/// <param name="Outcome">What the caller is told: the name of the outcome, and what comes with it.</param>
/// <param name="Effects">What must happen outside, in this order; null where the subject does not say.</param>
internal sealed record Told(string Outcome, IReadOnlyList<string>? Effects)
{
    public override string ToString() => $"{Outcome} [{string.Join(", ", Effects ?? [])}]";
}
