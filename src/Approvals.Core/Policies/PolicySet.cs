using System.Collections.Concurrent;
using System.Collections.Immutable;
using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Policies;

/// <summary>
/// All policies of a tenant, evaluated as one. Of the rules that apply, deny beats escalate beats allow, whatever
/// their order; where none applies, the strictest default holds; no policy at all means deny. Immutable.
/// </summary>
public sealed class PolicySet
{
    private const string NoPolicy = "No policy is published, so every action is denied";

    /// <summary>What a rule comes to that alone applies: the same whatever the action.</summary>
    private readonly ConcurrentDictionary<Rule, Evaluation> _alone = new(ReferenceEqualityComparer.Instance);

    public PolicySet(IEnumerable<PublishedPolicy> policies) =>
        Policies = [.. policies.OrderBy(p => p.Policy.Name.Value, StringComparer.Ordinal)];

    public static PolicySet Empty { get; } = new([]);

    /// <summary>In the order of their names.</summary>
    public ImmutableArray<PublishedPolicy> Policies { get; }

    /// <summary>The set with this policy in the place of the one of the same name.</summary>
    public PolicySet With(PublishedPolicy published) =>
        new(Policies.Where(p => p.Policy.Name != published.Policy.Name).Append(published));

    public Evaluation Evaluate(ProposedAction action)
    {
        var said = new List<Voice>();
        var passedOver = new List<Voice>();
        foreach (var policy in Policies)
        {
            foreach (var rule in policy.Policy.Rules)
            {
                if (rule.AppliesTo(action, out var condition))
                {
                    said.Add(new Voice(policy, rule.Action, rule, condition));
                }
                else if (condition == Truth.Unknown)
                {
                    passedOver.Add(new Voice(policy, rule.Action, rule, condition));
                }
            }
        }

        if (said.Count == 0)
        {
            said.AddRange(Policies.Select(p => new Voice(p, p.Policy.Default, null, Truth.True)));
        }

        if (passedOver.Count == 0 && said is [{ Rule: { Reason: not null } only, Condition: Truth.True }])
        {
            return _alone.GetOrAdd(only, _ => Conclude(said, passedOver, action));
        }

        return said.Count == 0 ? Denied() : Conclude(said, passedOver, action);
    }

    private static Evaluation Denied() => new()
    {
        Decision = PolicyDecision.Deny,
        Rules = [],
        Policies = [],
        Reason = NoPolicy,
    };

    private static Evaluation Conclude(List<Voice> said, List<Voice> passedOver, ProposedAction action)
    {
        var decision = said.Max(v => v.Says);
        var deciding = said.FindAll(v => v.Says == decision);
        var rules = deciding.Select(v => v.ToAppliedRule(action)).ToImmutableArray();
        var evaluation = new Evaluation
        {
            Decision = decision,
            Rules = rules,
            Policies = [.. said.Select(v => v.Policy.Pin).Distinct()],
            Reason = string.Join("; ", rules.Select(r => r.Reason).Distinct(StringComparer.Ordinal)),
            Unknown = decision == PolicyDecision.Allow ? [] : SayUnknown(rules, passedOver, action),
            Alternatives = [.. deciding.SelectMany(v => v.Rule?.Alternatives ?? []).Distinct(StringComparer.Ordinal)],
        };
        return decision == PolicyDecision.Escalate ? WithTerms(evaluation, deciding) : evaluation;
    }

    private static ImmutableArray<string> SayUnknown(
        ImmutableArray<AppliedRule> rules, List<Voice> passedOver, ProposedAction action) =>
    [
        .. rules.SelectMany(r => r.Unknown)
            .Concat(passedOver.Select(v => v.ToAppliedRule(action)).SelectMany(r => r.Unknown.Select(
                u => $"rule {r.Rule} of policy {r.Policy} does not allow it: {u}")))
            .Distinct(StringComparer.Ordinal),
    ];

    private static Evaluation WithTerms(Evaluation evaluation, List<Voice> deciding)
    {
        var terms = deciding.ConvertAll(v => v.Terms);
        return evaluation with
        {
            Requirements = [.. terms.Select(t => t.Requirement).Distinct()],
            Timeout = terms.Min(t => t.Timeout),
            ValidFor = terms.Min(t => t.ValidFor),
        };
    }

    /// <summary>A rule that applies, or the default of a policy where none does.</summary>
    private sealed record Voice(PublishedPolicy Policy, PolicyDecision Says, Rule? Rule, Truth Condition)
    {
        public ApprovalTerms Terms => Rule?.Approval ?? Policy.Policy.Defaults;

        public AppliedRule ToAppliedRule(ProposedAction action)
        {
            var unknown = new List<string>();
            if (Condition == Truth.Unknown)
            {
                Rule?.When?.ExplainUnknown(action, unknown);
            }

            return new AppliedRule
            {
                Policy = Policy.Pin.Policy,
                Version = Policy.Version,
                Hash = Policy.Pin.Hash,
                Rule = Rule?.Id ?? AppliedRule.DefaultRule,
                Reason = Rule?.Reason ?? DefaultReason(action.Tool),
                Unknown = [.. unknown],
            };
        }

        private string DefaultReason(string tool)
        {
            var verb = Says switch
            {
                PolicyDecision.Allow => "allows",
                PolicyDecision.Deny => "denies",
                _ => "escalates",
            };
            return Rule is null
                ? $"No rule applies to {tool}, and policy {Policy.Pin.Policy} {verb} that by default"
                : $"Rule {Rule.Id} of policy {Policy.Pin.Policy} {verb} {tool}";
        }
    }
}
