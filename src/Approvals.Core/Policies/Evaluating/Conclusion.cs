using System.Collections.Immutable;
using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Policies.Evaluating;

/// <summary>Brings the rules that apply to one outcome.</summary>
internal static class Conclusion
{
    private const string NoPolicy = "No policy is published, so every action is denied";

    /// <summary>What holds without any policy.</summary>
    public static Evaluation Denied { get; } = new()
    {
        Decision = PolicyDecision.Deny,
        Rules = [],
        Policies = [],
        Reason = NoPolicy,
    };

    /// <param name="said">What applies, in the order of the rules; at least one.</param>
    /// <param name="passedOver">Rules that allow and that ended unknown.</param>
    /// <param name="scope">The action.</param>
    public static Evaluation Of(IReadOnlyList<Voice> said, IReadOnlyList<Voice> passedOver, ConditionScope scope)
    {
        var decision = said.Max(v => v.Says);
        var deciding = said.Where(v => v.Says == decision).ToList();
        var rules = deciding.Select(v => v.ToAppliedRule(scope)).ToImmutableArray();
        var evaluation = new Evaluation
        {
            Decision = decision,
            Rules = rules,
            Policies = [.. said.Select(v => v.Policy.Pin).Distinct()],
            Reason = string.Join("; ", rules.Select(r => r.Reason).Distinct(StringComparer.Ordinal)),
            Unknown = decision == PolicyDecision.Allow ? [] : SayUnknown(rules, passedOver, scope),
            Alternatives = [.. deciding.SelectMany(v => v.Rule?.Rule.Alternatives ?? []).Distinct(StringComparer.Ordinal)],
        };
        return decision == PolicyDecision.Escalate ? WithTerms(evaluation, deciding) : evaluation;
    }

    private static ImmutableArray<string> SayUnknown(
        ImmutableArray<AppliedRule> rules, IReadOnlyList<Voice> passedOver, ConditionScope scope) =>
    [
        .. rules.SelectMany(r => r.Unknown)
            .Concat(passedOver.Select(v => v.ToAppliedRule(scope)).SelectMany(r => r.Unknown.Select(
                u => $"rule {r.Rule} of policy {r.Policy} does not allow it: {u}")))
            .Distinct(StringComparer.Ordinal),
    ];

    private static Evaluation WithTerms(Evaluation evaluation, List<Voice> deciding)
    {
        var terms = deciding.ConvertAll(v => v.Terms);
        var urgency = terms.Max(t => t.Urgency);
        return evaluation with
        {
            Requirements = [.. terms.Select(t => t.Requirement).Distinct()],
            Timeout = terms.Min(t => t.Timeout),
            ValidFor = terms.Min(t => t.ValidFor),
            Urgency = urgency == Urgency.Normal ? null : urgency,
        };
    }
}
