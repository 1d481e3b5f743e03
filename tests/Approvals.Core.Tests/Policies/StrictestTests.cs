using Approvals.Core.Policies;

namespace Approvals.Core.Tests.Policies;

public class StrictestTests
{
    private const string Allow = "{ action: allow, reason: fine }";
    private const string Escalate = "{ action: escalate, reason: ask }";
    private const string Deny = "{ action: deny, reason: no }";

    public static TheoryData<PolicyDecision, string[]> Orders => new()
    {
        { PolicyDecision.Allow, [Allow] },
        { PolicyDecision.Allow, [Allow, Allow] },
        { PolicyDecision.Escalate, [Allow, Escalate] },
        { PolicyDecision.Escalate, [Escalate, Allow] },
        { PolicyDecision.Deny, [Allow, Deny] },
        { PolicyDecision.Deny, [Deny, Allow] },
        { PolicyDecision.Deny, [Escalate, Deny] },
        { PolicyDecision.Deny, [Deny, Escalate] },
        { PolicyDecision.Deny, [Allow, Deny, Escalate] },
        { PolicyDecision.Deny, [Escalate, Allow, Deny] },
        { PolicyDecision.Deny, [Deny, Escalate, Allow] },
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public void OfTheRulesOfOnePolicy_TheStrictestDecides(PolicyDecision expected, string[] rules) =>
        AssertDecision(expected, Given.Set($"rules: [{string.Join(", ", rules)}]"));

    [Theory]
    [MemberData(nameof(Orders))]
    public void OfSeveralPolicies_TheStrictestDecides(PolicyDecision expected, string[] rules) =>
        AssertDecision(expected, Given.Set([.. rules.Select(r => $"rules: [{r}]")]));

    [Fact]
    public void DecidingRules_AreTheOnlyOnesTold()
    {
        var evaluation = Evaluate(Given.Set($"rules: [{Allow}, {Deny}, {Escalate}]"));

        Assert.Equal("rule-2", Assert.Single(evaluation.Rules).Rule);
        Assert.Equal("no", evaluation.Reason);
        Assert.Empty(evaluation.Requirements);
    }

    [Theory]
    [InlineData("deny")]
    [InlineData("escalate")]
    [InlineData("allow")]
    public void PolicyWhoseRulesDoNotApply_DoesNotContributeItsDefault(string fallback)
    {
        var silent = $"default: {fallback}\nrules: [{{ tool: other, action: deny }}]";

        foreach (var set in new[] { Given.Set($"rules: [{Allow}]", silent), Given.Set(silent, $"rules: [{Allow}]") })
        {
            var evaluation = Evaluate(set);
            Assert.Equal(PolicyDecision.Allow, evaluation.Decision);
            Assert.Equal("fine", evaluation.Reason);
            Assert.Single(evaluation.Policies);
        }
    }

    [Theory]
    [InlineData("allow", "escalate", PolicyDecision.Escalate)]
    [InlineData("deny", "allow", PolicyDecision.Deny)]
    [InlineData("escalate", "deny", PolicyDecision.Deny)]
    [InlineData("allow", "allow", PolicyDecision.Allow)]
    public void WhereNoRuleApplies_TheStrictestDefaultDecides(string one, string other, PolicyDecision expected) =>
        AssertDecision(expected, Given.Set(
            $"default: {one}\nrules: [{{ tool: x, action: deny }}]",
            $"default: {other}\nrules: [{{ tool: y, action: deny }}]"));

    [Fact]
    public void EveryPolicyThatTookPart_IsPinnedByItsContent()
    {
        var set = Given.Set($"rules: [{Allow}]", $"rules: [{Deny}]");

        var pins = Evaluate(set).Policies;

        Assert.Equal(["p1", "p2"], pins.Select(p => p.Policy.Value));
        Assert.Equal([Some.Hash($"rules: [{Allow}]"), Some.Hash($"rules: [{Deny}]")], pins.Select(p => p.Hash));
    }

    [Fact]
    public void RuleWithoutReason_GetsASentence() =>
        Assert.Equal(
            "Rule big of policy p1 denies payment.send",
            Evaluate(Given.Set("rules: [{ id: big, action: deny }]")).Reason);

    [Fact]
    public void AlternativesOfDecidingRules_AreToldOnce()
    {
        var evaluation = Evaluate(Given.Set(
            "rules: [{ action: deny, alternatives: [ask Bob, wait] }, { action: deny, alternatives: wait }, { action: allow, alternatives: no }]"));

        Assert.Equal(["ask Bob", "wait"], evaluation.Alternatives);
    }

    [Fact]
    public void LaterVersion_TakesTheEarlierOnesPlace()
    {
        var set = Given.Set($"rules: [{Allow}]").With(Given.Published($"rules: [{Deny}]", "p1", version: 2));

        Assert.Equal(2, Assert.Single(set.Policies).Version);
        AssertDecision(PolicyDecision.Deny, set);
    }

    private static Evaluation Evaluate(PolicySet set) => set.Evaluate(Given.Action("{}"));

    private static void AssertDecision(PolicyDecision expected, PolicySet set) =>
        Assert.Equal(expected, Evaluate(set).Decision);
}
