using System.Collections.Concurrent;
using System.Collections.Immutable;
using Approvals.Core.Policies.Conditions;
using Approvals.Core.Policies.Evaluating;
using Approvals.Core.Policies.Tracing;

namespace Approvals.Core.Policies;

/// <summary>
/// All policies of a tenant, evaluated as one. Of the outcomes of its policies, deny beats escalate beats allow,
/// whatever their order; where no rule applies, the strictest default holds; no policy at all means deny. Immutable.
/// </summary>
public sealed class PolicySet
{
    /// <summary>What a rule comes to that alone applies: the same whatever the action.</summary>
    private readonly ConcurrentDictionary<CompiledRule, Evaluation> _alone = new();

    private readonly ImmutableArray<CompiledRule> _rules;

    public PolicySet(IEnumerable<PublishedPolicy> policies)
    {
        Policies = [.. policies.OrderBy(p => p.Policy.Name.Value, StringComparer.Ordinal)];
        _rules = [.. Policies.SelectMany(p => p.Policy.Rules.Select(r => (p, r))).Select((e, i) => new CompiledRule(e.p, e.r, i))];
    }

    public static PolicySet Empty { get; } = new([]);

    /// <summary>In the order of their names.</summary>
    public ImmutableArray<PublishedPolicy> Policies { get; }

    /// <summary>The set with this policy in the place of the one of the same name.</summary>
    public PolicySet With(PublishedPolicy published) =>
        new(Policies.Where(p => p.Policy.Name != published.Policy.Name).Append(published));

    /// <summary>Evaluates, and tells why it came out so.</summary>
    /// <param name="action">What an agent proposes.</param>
    /// <param name="now">The time of evaluation, in UTC.</param>
    public EvaluationTrace Explain(ProposedAction action, DateTimeOffset now) => Tracer.Trace(this, action, now);

    /// <param name="action">What an agent proposes.</param>
    /// <param name="now">The time of evaluation, in UTC: what durations of the policies are relative to.</param>
    public Evaluation Evaluate(ProposedAction action, DateTimeOffset now)
    {
        var scope = new ConditionScope(action, now);
        var said = new List<Voice>();
        var passedOver = new List<Voice>();
        PublishedPolicy? decided = null;
        foreach (var rule in _rules)
        {
            if (ReferenceEquals(rule.Policy, decided) || !rule.Rule.SpeaksOf(action.Tool))
            {
                continue;
            }

            var truth = rule.Condition.Evaluate(scope);
            if (rule.Rule.AppliesAt(truth))
            {
                said.Add(Voice.Of(rule, truth));
                decided = rule.EndsItsPolicy ? rule.Policy : decided;
            }
            else if (truth == Truth.Unknown)
            {
                passedOver.Add(Voice.Of(rule, truth));
            }
        }

        if (said.Count == 0)
        {
            said.AddRange(Policies.Select(Voice.OfDefault));
        }

        if (passedOver.Count == 0 && said is [{ Rule: { } only, IsFixed: true }])
        {
            return _alone.GetOrAdd(only, _ => Conclusion.Of(said, passedOver, scope));
        }

        return said.Count == 0 ? Conclusion.Denied : Conclusion.Of(said, passedOver, scope);
    }
}
