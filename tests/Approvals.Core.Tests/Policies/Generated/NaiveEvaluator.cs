using Approvals.Core.Policies;
using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Tests.Policies.Generated;

/// <summary>Evaluates every rule from the first to the last, as the language says it: what the index is held against.</summary>
internal static class NaiveEvaluator
{
    /// <summary>What decides, and what is unknown.</summary>
    public sealed record Outcome(PolicyDecision Decision, string Rules, string Unknown, string Policies);

    public static Outcome Evaluate(PolicySet set, ProposedAction action, DateTimeOffset now)
    {
        var scope = new ConditionScope(action, now);
        var said = new List<(PublishedPolicy Policy, Rule? Rule, PolicyDecision Says, Truth Truth)>();
        var passedOver = new List<(PublishedPolicy Policy, Rule Rule)>();
        foreach (var policy in set.Policies)
        {
            foreach (var rule in policy.Policy.Rules.Where(r => r.Tools.Any(t => t.Matches(action.Tool))))
            {
                var truth = rule.ToCondition().Evaluate(scope);
                var applies = truth == Truth.True || (truth == Truth.Unknown && rule.Action != PolicyDecision.Allow);
                if (applies)
                {
                    said.Add((policy, rule, rule.Action, truth));
                }
                else if (truth == Truth.Unknown)
                {
                    passedOver.Add((policy, rule));
                }

                if (applies && policy.Policy.Combine == Combining.First)
                {
                    break;
                }
            }
        }

        if (said.Count == 0)
        {
            said.AddRange(set.Policies.Select(p => (p, (Rule?)null, p.Policy.Default, Truth.True)));
        }

        var decision = said.Max(s => s.Says);
        var deciding = said.Where(s => s.Says == decision).ToList();
        var hungOn = deciding.Where(d => d.Truth == Truth.Unknown).Select(d => d.Rule!.Id)
            .Concat(decision == PolicyDecision.Allow ? [] : passedOver.Select(p => p.Rule.Id));
        return new Outcome(
            decision,
            string.Join(' ', deciding.Select(d => $"{d.Policy.Pin.Policy}/{d.Rule?.Id ?? AppliedRule.DefaultRule}")),
            string.Join(' ', hungOn.Distinct().Order()),
            string.Join(' ', said.Select(s => s.Policy.Pin.Policy.Value).Distinct()));
    }

    /// <summary>The same of an evaluation by the index.</summary>
    public static Outcome Of(Evaluation evaluation) => new(
        evaluation.Decision,
        string.Join(' ', evaluation.Rules.Select(r => $"{r.Policy}/{r.Rule}")),
        string.Join(' ', evaluation.Rules.Where(r => !r.Unknown.IsEmpty).Select(r => r.Rule)
            .Concat(evaluation.Unknown.Where(u => u.StartsWith("rule ", StringComparison.Ordinal)).Select(u => u.Split(' ')[1]))
            .Distinct().Order()),
        string.Join(' ', evaluation.Policies.Select(p => p.Policy.Value)));
}
