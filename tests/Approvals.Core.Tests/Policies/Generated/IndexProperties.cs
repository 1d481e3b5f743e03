using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using FsCheck;
using FsCheck.Fluent;

namespace Approvals.Core.Tests.Policies.Generated;

/// <summary>What holds of any policies and any action.</summary>
public class IndexProperties
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(1_500).WithReplay(20260301, 1);

    private static Gen<(PolicySet Set, ProposedAction[] Actions)> Samples(int rules) =>
        from documents in Documents.Policy(rules).NonEmptyListOf().Resize(3)
        from actions in Documents.Action().ListOf(12)
        select (SetOf(documents), actions.Select(ActionOf).ToArray());

    [Fact]
    public void Index_FindsWhatANaiveEvaluatorFinds_OfFewRules() => Check.One(Often, Prop.ForAll(Samples(6).ToArbitrary(), IsNaive));

    [Fact]
    public void Index_FindsWhatANaiveEvaluatorFinds_OfManyRules() => Check.One(Often.WithMaxTest(300), Prop.ForAll(Samples(150).ToArbitrary(), IsNaive));

    [Fact]
    public void Strictest_DoesNotDependOnTheOrder() => Check.One(Often.WithMaxTest(500), Prop.ForAll(
        (from rules in Documents.Rule().ListOf(10)
         from order in Gen.Shuffle(Enumerable.Range(0, 10))
         from actions in Documents.Action().ListOf(12)
         select (rules, order, actions)).ToArbitrary(),
        sample =>
        {
            var named = sample.rules.Select((r, i) => $"{{ id: r{i}, {r} }}").ToList();
            var one = Given.Set($"rules: [{string.Join(", ", named)}]");
            var other = Given.Set($"rules: [{string.Join(", ", sample.order.Select(i => named[i]))}]");
            var halves = Given.Set($"rules: [{string.Join(", ", named.Take(4))}]", $"rules: [{string.Join(", ", named.Skip(4))}]");
            Assert.All(sample.actions.Select(ActionOf), action =>
            {
                Assert.Equal(Facts(one.Evaluate(action)), Facts(other.Evaluate(action)));
                Assert.Equal(Facts(one.Evaluate(action)), Facts(halves.Evaluate(action)));
            });
        }));

    [Fact]
    public void DenyRuleMore_NeverLoosens() => Check.One(Often.WithMaxTest(500), Prop.ForAll(
        (from document in Documents.Policy(6).Where(d => !d.Contains("combine: first", StringComparison.Ordinal))
         from rule in Documents.Rule()
         from actions in Documents.Action().ListOf(12)
         select (document, rule, actions)).ToArbitrary(),
        sample =>
        {
            var deny = sample.rule.Replace("action: allow", "action: deny", StringComparison.Ordinal)
                .Replace("action: escalate", "action: deny", StringComparison.Ordinal).Split(", approval:")[0];
            var before = Given.Set(sample.document);
            var after = Given.Set($"{sample.document}  - {{ id: more, {deny} }}\n");
            var beside = Given.Set(sample.document, $"default: allow\nrules: [{{ id: more, {deny} }}]");
            Assert.All(sample.actions.Select(ActionOf), action =>
            {
                var decision = before.Evaluate(action).Decision;
                if (decision == PolicyDecision.Deny)
                {
                    Assert.Equal(PolicyDecision.Deny, after.Evaluate(action).Decision);
                    Assert.Equal(PolicyDecision.Deny, beside.Evaluate(action).Decision);
                }
            });
        }));

    private static void IsNaive((PolicySet Set, ProposedAction[] Actions) sample)
    {
        foreach (var action in sample.Actions)
        {
            var naive = NaiveEvaluator.Evaluate(sample.Set, action, Some.Time);
            Assert.Equal(naive, NaiveEvaluator.Of(sample.Set.Evaluate(action)));

            // What is known from before is the same.
            Assert.Equal(naive, NaiveEvaluator.Of(sample.Set.Evaluate(action)));
            Assert.Equal(naive, NaiveEvaluator.Of(sample.Set.Explain(action, Some.Time).Evaluation));
        }
    }

    /// <summary>All of an outcome that does not follow from how rules and policies are named and ordered.</summary>
    private static object Facts(Evaluation evaluation) => (
        evaluation.Decision,
        string.Join(' ', evaluation.Rules.Select(r => r.Rule).Distinct().Order()),
        evaluation.Timeout,
        evaluation.ValidFor,
        evaluation.Urgency,
        evaluation.Requirements.Length);

    /// <summary>Without the documents that are refused for a rule out of reach.</summary>
    private static PolicySet SetOf(IEnumerable<string> documents) => new(documents
        .Select((d, i) => (Source: d, Compilation: PolicyCompiler.Compile(d, new PolicyName($"p{i}"))))
        .Where(d => d.Compilation is PolicyCompilation.Compiled)
        .Select(d => new PublishedPolicy(((PolicyCompilation.Compiled)d.Compilation).Policy, 1, d.Source, Some.Time, "alice"))
        .DefaultIfEmpty(Given.Published("rules: [{ id: only, tool: a, action: deny }]", "p0")));

    private static ProposedAction ActionOf((string Tool, string Agent, string? Environment, string Args, string Context) action) => new(
        new AgentId(action.Agent), action.Tool, Some.Json(action.Args).Element, action.Environment, Some.Json(action.Context).Element);
}
