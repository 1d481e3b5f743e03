using Approvals.Core.Policies.Reading;

namespace Approvals.Core.Policies.Linting;

/// <summary>
/// Finds rules that change nothing, where the strictest decides: one that denies, or that escalates where they allow,
/// applies whenever they do.
/// </summary>
internal static class EffectLint
{
    /// <summary>The most pairs of rules that are compared.</summary>
    private const int MostComparisons = 1_000_000;

    public static IEnumerable<PolicyWarning> Check(Policy policy)
    {
        if (policy.Combine != Combining.Strictest)
        {
            yield break;
        }

        var reaches = policy.Rules.Select(Reach.Of).ToList();
        var stricter = reaches.Where(r => r.Rule.Action != PolicyDecision.Allow).ToList();
        var comparisons = 0;
        foreach (var reach in reaches.Where(r => r.Rule.Action != PolicyDecision.Deny))
        {
            comparisons += stricter.Count;
            if (comparisons > MostComparisons)
            {
                yield break;
            }

            if (stricter.Find(s => s.Rule.Action > reach.Rule.Action && s.Covers(reach)) is { } covering)
            {
                yield return reach.Rule.Warn(
                    PolicyWarningKind.WithoutEffect,
                    $"This rule changes nothing: rule '{covering.Rule.Id}', which is stricter, applies whenever it does. Narrow that one, or remove this.");
            }
        }
    }
}
