using Approvals.Core.Identifiers;
using Approvals.Core.Policies;

namespace Approvals.Core.Tests.Policies;

/// <summary>Who must approve, as a policy says it.</summary>
public class ApprovalTests
{
    [Fact]
    public void Groups_AreReadWithTheirThresholds()
    {
        var requirement = Read("{ groups: [{ roles: [finance], threshold: 2 }, { reviewers: [alice] }], inOrder: true, denials: 3, separateOwner: false }");

        Assert.Equal(
            [new SlotGroup(2, [new RoleName("finance")], []), new SlotGroup(1, [], [new ReviewerId("alice")])], requirement.Groups);
        Assert.Equal((true, 3, false), (requirement.InOrder, requirement.Denials, requirement.SeparateOwner));
    }

    [Theory]
    [InlineData("{ reviewers: [alice] }", "1 of alice")]
    [InlineData("{ reviewers: [alice], roles: [finance] }", "1 of finance/alice")]
    [InlineData("{ threshold: 2 }", "2 of approver")]
    public void WhereOnlyPersonsAreNamed_TheyAloneAreAsked(string approval, string group) =>
        Assert.Equal(group, Assert.Single(Read(approval).Groups).ToString());

    [Theory]
    [InlineData("{ threshold: 2, roles: [finance] }", "{ groups: [{ roles: [security] }] }", "1 of security")]
    [InlineData("{ groups: [{ roles: [security] }] }", "{ threshold: 2, roles: [finance] }", "2 of finance")]
    [InlineData("{ groups: [{ roles: [security] }] }", "{ denials: 2 }", "1 of security")]
    [InlineData("{ threshold: 2, roles: [finance] }", "{ reviewers: [alice] }", "2 of finance/alice")]
    public void Rule_TakesFromTheDefaultsWhatItLeavesOut(string defaults, string approval, string group)
    {
        var policy = Given.Policy($"defaults: {defaults}\nrules: [{{ action: escalate, approval: {approval} }}]");

        Assert.Equal(group, Assert.Single(policy.Rules[0].Approval.Requirement.Groups).ToString());
    }

    [Theory]
    [InlineData("{ groups: [] }", "'groups' is a list of 1 to 10 groups")]
    [InlineData("{ groups: [{ threshold: 1 }] }", "A group names 'roles' or 'reviewers', or both")]
    [InlineData("{ groups: [{ roles: [a], timeout: 5m }] }", "A group has no key 'timeout'")]
    [InlineData("{ groups: [{ roles: [a] }], threshold: 2 }", "says who approves twice")]
    [InlineData("{ escalate: [] }", "'escalate' is a list of 1 to 10 tiers")]
    [InlineData("{ escalate: [{ roles: [a] }] }", "A tier says 'after' what time it is asked")]
    [InlineData("{ escalate: [{ after: 5m }] }", "A tier names 'roles' or 'reviewers', or both")]
    [InlineData("{ escalate: [{ after: 15m, roles: [a] }] }", "comes after the timeout of 15m")]
    [InlineData("{ denials: 0 }", "'denials' is a whole number from 1 to 100")]
    [InlineData("{ inOrder: maybe }", "true or false was expected")]
    [InlineData("{ reviewers: [two words] }", "'two words' in 'reviewers' is not a name")]
    public void WhatCannotBeMeant_IsRefused(string approval, string fragment) =>
        Assert.Contains(
            fragment,
            string.Join('\n', Assert.IsType<PolicyCompilation.Refused>(PolicyCompiler.Compile(
                $"rules: [{{ action: escalate, approval: {approval} }}]", new PolicyName("p"))).Errors),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("{ groups: [{ roles: [a] }] }", "approval: { threshold: 2 }", "'threshold' alone would replace the groups")]
    [InlineData("{ timeout: 1m, escalate: [{ after: 2m, roles: [a] }] }", "reason: Why", "comes after the timeout of 1m")]
    public void WhatCannotBeMeantWithTheDefaults_IsRefused(string defaults, string rule, string fragment) =>
        Assert.Contains(
            fragment,
            string.Join('\n', Assert.IsType<PolicyCompilation.Refused>(PolicyCompiler.Compile(
                $"defaults: {defaults}\nrules: [{{ action: escalate, {rule} }}]", new PolicyName("p"))).Errors),
            StringComparison.Ordinal);

    [Fact]
    public void Tiers_AreReadInTheOrderOfTheirTimes() => Assert.Equal(
        [
            new EscalationTier(TimeSpan.FromMinutes(5), [new RoleName("director")], []),
            new EscalationTier(TimeSpan.FromMinutes(10), [], [new ReviewerId("zoe")]),
        ],
        Read("{ escalate: [{ after: 10m, reviewers: [zoe] }, { after: 5m, roles: [director] }] }").Tiers);

    [Fact]
    public void ThePageOfThePolicyLanguage_ShowsAPolicyThatCompiles()
    {
        var page = File.ReadAllText(Path.Combine(Architecture.SourceTree.Root, "docs", "policies.md"));
        var document = page.Split("```yaml\n")[1].Split("```")[0];

        Assert.IsType<PolicyCompilation.Compiled>(PolicyCompiler.Compile(document, new PolicyName("payments")));
    }

    private static Requirement Read(string approval) =>
        Given.Policy($"rules: [{{ action: escalate, approval: {approval} }}]").Rules[0].Approval.Requirement;
}
