using Approvals.Core.Policies;

namespace Approvals.Core.Tests.Policies;

public class DefaultsTests
{
    private const string Direct = """
        defaults:
          threshold: 2
          roles: [finance, admin]
          timeout: 1h
          validFor: 30m
        """;

    private const string UnderApproval = """
        defaults:
          approval:
            threshold: 2
            roles: [finance, admin]
            timeout: 1h
            validFor: 30m
        """;

    [Theory]
    [InlineData(Direct)]
    [InlineData(UnderApproval)]
    public void RuleWithoutApproval_InheritsAllOfTheDefaults(string defaults)
    {
        var terms = TermsOf($"{defaults}\nrules: [{{ action: escalate }}]");

        Assert.Equal(2, terms.Threshold);
        Assert.Equal(["admin", "finance"], terms.Roles.Select(r => r.Value));
        Assert.Equal(TimeSpan.FromHours(1), terms.Timeout);
        Assert.Equal(TimeSpan.FromMinutes(30), terms.ValidFor);
    }

    [Theory]
    [InlineData(Direct)]
    [InlineData(UnderApproval)]
    public void RuleWithApproval_InheritsWhatItLeavesOut(string defaults)
    {
        var terms = TermsOf($"{defaults}\nrules: [{{ action: escalate, approval: {{ threshold: 3, validFor: 90s }} }}]");

        Assert.Equal(3, terms.Threshold);
        Assert.Equal(["admin", "finance"], terms.Roles.Select(r => r.Value));
        Assert.Equal(TimeSpan.FromHours(1), terms.Timeout);
        Assert.Equal(TimeSpan.FromSeconds(90), terms.ValidFor);
    }

    [Fact]
    public void DefaultsBelowTheRules_HoldForThemToo() =>
        Assert.Equal(2, TermsOf($"rules: [{{ action: escalate }}]\n{Direct}").Threshold);

    [Fact]
    public void NoDefaults_MeansOneApproverWithinFifteenMinutes()
    {
        var terms = TermsOf("rules: [{ action: escalate }]");

        Assert.Equal(1, terms.Threshold);
        Assert.Equal("approver", Assert.Single(terms.Roles).Value);
        Assert.Equal(TimeSpan.FromMinutes(15), terms.Timeout);
        Assert.Equal(TimeSpan.FromMinutes(15), terms.ValidFor);
    }

    [Fact]
    public void OneRole_MayBeWrittenWithoutAList() =>
        Assert.Equal("finance", Assert.Single(TermsOf("rules: [{ action: escalate, approval: { roles: finance } }]").Roles).Value);

    [Fact]
    public void DocumentWithoutDefault_Denies() =>
        Assert.Equal(PolicyDecision.Deny, Fallback("").Decision);

    [Theory]
    [InlineData("allow", PolicyDecision.Allow)]
    [InlineData("deny", PolicyDecision.Deny)]
    [InlineData("escalate", PolicyDecision.Escalate)]
    public void Default_DecidesWhereNoRuleApplies(string word, PolicyDecision expected)
    {
        var evaluation = Fallback($"default: {word}");

        Assert.Equal(expected, evaluation.Decision);
        Assert.Equal(AppliedRule.DefaultRule, Assert.Single(evaluation.Rules).Rule);
        Assert.StartsWith("No rule applies to other.tool", evaluation.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void DefaultEscalate_UsesTheDefaults()
    {
        var evaluation = Fallback($"default: escalate\n{Direct}");

        Assert.Equal(2, Assert.Single(evaluation.Requirements).Threshold);
        Assert.Equal(TimeSpan.FromHours(1), evaluation.Timeout);
        Assert.Equal(TimeSpan.FromMinutes(30), evaluation.ValidFor);
    }

    [Fact]
    public void NoPolicyAtAll_Denies()
    {
        var evaluation = PolicySet.Empty.Evaluate(Given.Action("{}"));

        Assert.Equal(PolicyDecision.Deny, evaluation.Decision);
        Assert.Empty(evaluation.Rules);
        Assert.Empty(evaluation.Policies);
        Assert.NotEmpty(evaluation.Reason);
    }

    private static ApprovalTerms TermsOf(string document) => Assert.Single(Given.Policy(document).Rules).Approval;

    private static Evaluation Fallback(string head) =>
        Given.Set($"{head}\nrules: [{{ tool: payment.send, action: allow }}]").Evaluate(Given.Action("{}", "other.tool"));
}
