using System.Collections.Immutable;
using Approvals.Core.Policies.Conditions;
using Approvals.Core.Policies.Evaluating;
using Approvals.Core.Policies.Indexing;
using Approvals.Core.Policies.Tracing;

namespace Approvals.Core.Policies;

/// <summary>
/// All policies of a tenant, evaluated as one. Of the outcomes of its policies, deny beats escalate beats allow,
/// whatever their order; where no rule applies, the strictest default holds; no policy at all means deny. Immutable,
/// and safe for any number of callers at once.
/// </summary>
public sealed class PolicySet
{
    private readonly ImmutableArray<CompiledRule> _rules;
    private readonly RuleIndex _index;
    private readonly KnownEvaluations _known;

    public PolicySet(IEnumerable<PublishedPolicy> policies)
    {
        Policies = [.. policies.OrderBy(p => p.Policy.Name.Value, StringComparer.Ordinal)];
        _rules = [.. Policies.SelectMany(p => p.Policy.Rules.Select(r => (p, r))).Select((e, i) => new CompiledRule(e.p, e.r, i))];
        _index = new RuleIndex(_rules);
        _known = new KnownEvaluations(_rules.Length);
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

    /// <summary>What the policies say. Where the same was said before, it may be the same instance.</summary>
    /// <param name="action">What an agent proposes.</param>
    /// <param name="now">The time of evaluation, in UTC: what durations of the policies are relative to.</param>
    public Evaluation Evaluate(ProposedAction action, DateTimeOffset now)
    {
        var cache = FactCache.Take();
        var scope = new ConditionScope(action, now) { Cache = cache };
        var candidates = new Candidates(stackalloc int[Candidates.OnStack]);
        var said = new Verdicts(stackalloc int[Verdicts.OnStack]);
        var passedOver = new Verdicts(stackalloc int[Verdicts.OnStack]);
        try
        {
            _index.Find(scope, ref candidates);
            Ask(candidates.All, scope, ref said, ref passedOver);
            return Conclude(said, passedOver, scope);
        }
        finally
        {
            candidates.Dispose();
            said.Dispose();
            passedOver.Dispose();
            cache.Return();
        }
    }

    private void Ask(ReadOnlySpan<int> candidates, in ConditionScope scope, ref Verdicts said, ref Verdicts passedOver)
    {
        PublishedPolicy? decided = null;
        foreach (var ordinal in candidates)
        {
            var rule = _rules[ordinal];
            if (ReferenceEquals(rule.Policy, decided))
            {
                continue;
            }

            var truth = rule.Condition.Evaluate(scope);
            if (rule.Rule.AppliesAt(truth))
            {
                said.Add(rule, truth);
                decided = rule.EndsItsPolicy ? rule.Policy : decided;
            }
            else if (truth == Truth.Unknown)
            {
                passedOver.Add(rule, truth);
            }
        }
    }

    private Evaluation Conclude(Verdicts said, Verdicts passedOver, in ConditionScope scope)
    {
        if (Policies.IsEmpty)
        {
            return Conclusion.Denied;
        }

        // Where the action is allowed, nobody asks why another rule does not allow it.
        var isShared = said.AreFixed && (passedOver.Count == 0 || (said.Count > 0 && said.Strictest == PolicyDecision.Allow));
        var rules = said.Rules;
        return (isShared, rules.Length) switch
        {
            (true, 0) => _known.FindSilent(scope.Action.Tool) ?? _known.KeepSilent(scope.Action.Tool, Conclude(rules, passedOver.Rules, scope)),
            (true, 1) => _known.FindAlone(rules[0]) ?? _known.KeepAlone(rules[0], Conclude(rules, passedOver.Rules, scope)),
            (true, _) => _known.FindTogether(rules) ?? _known.KeepTogether(rules, Conclude(rules, passedOver.Rules, scope)),
            _ => Conclude(rules, passedOver.Rules, scope),
        };
    }

    private Evaluation Conclude(ReadOnlySpan<int> said, ReadOnlySpan<int> passedOver, in ConditionScope scope)
    {
        var voices = VoicesOf(said, scope);
        return Conclusion.Of(
            voices.Count > 0 ? voices : [.. Policies.Select(Voice.OfDefault)], VoicesOf(passedOver, scope), scope);
    }

    /// <summary>Evaluated a second time: what is told in full is rare.</summary>
    private List<Voice> VoicesOf(ReadOnlySpan<int> ordinals, in ConditionScope scope)
    {
        var voices = new List<Voice>(ordinals.Length);
        foreach (var ordinal in ordinals)
        {
            voices.Add(Voice.Of(_rules[ordinal], _rules[ordinal].Condition.Evaluate(scope)));
        }

        return voices;
    }
}
