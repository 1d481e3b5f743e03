using Approvals.Core.Identifiers;
using Approvals.Core.Policies;

namespace Approvals.Core.Tests.Policies;

public class YamlFormTests
{
    [Fact]
    public void JsonDocument_Compiles()
    {
        var policy = Given.Policy("""
            {
              "policy": "from-json",
              "description": "Payments",
              "default": "allow",
              "rules": [
                {"id": "big", "tool": ["payment.send"], "action": "escalate",
                 "when": {"args.amount": {"gt": 100}, "args.currency": {"in": ["USD", "EUR"]}},
                 "approval": {"threshold": 2, "roles": ["finance"]}}
              ]
            }
            """);

        Assert.Equal("from-json", policy.Name.Value);
        Assert.Equal("Payments", policy.Description);
        Assert.Equal(PolicyDecision.Allow, policy.Default);
        var rule = Assert.Single(policy.Rules);
        Assert.Equal("big", rule.Id);
        Assert.Equal(2, rule.Approval.Threshold);
        Assert.True(rule.AppliesTo(Given.Action("""{"amount":101,"currency":"EUR"}""")));
        Assert.False(rule.AppliesTo(Given.Action("""{"amount":101,"currency":"GBP"}""")));
    }

    [Fact]
    public void Alias_StandsForWhatItsAnchorIsOn()
    {
        var policy = Given.Policy("""
            rules:
              - action: escalate
                approval: &two { threshold: 2, roles: [finance] }
                when: &large
                  args.amount: { gt: &limit 100 }
              - action: escalate
                approval: *two
                when: { not: *large }
              - action: deny
                when: { args.fee: { gte: *limit } }
            """);

        Assert.Equal([2, 2, 1], policy.Rules.Select(r => r.Approval.Threshold));
        var action = Given.Action("""{"amount":101,"fee":100}""");
        Assert.Equal([true, false, true], policy.Rules.Select(r => r.AppliesTo(action)));
    }

    [Fact]
    public void NameInTheDocument_WinsOverTheFiles()
    {
        Assert.Equal(new PolicyName("inner"), Given.Policy("policy: inner\nrules: [{ action: deny }]", "outer").Name);
        Assert.Equal(new PolicyName("outer"), Given.Policy("rules: [{ action: deny }]", "outer").Name);
    }

    [Fact]
    public void RulesWithoutId_AreNumbered() =>
        Assert.Equal(
            ["rule-1", "mine", "rule-3"],
            Given.Policy("rules: [{ action: deny }, { id: mine, action: deny }, { action: deny }]").Rules.Select(r => r.Id));

    [Theory]
    [InlineData("yes", "\"yes\"")]
    [InlineData("no", "\"no\"")]
    [InlineData("1:30", "\"1:30\"")]
    [InlineData("'5'", "\"5\"")]
    [InlineData("'null'", "\"null\"")]
    [InlineData("'true'", "\"true\"")]
    [InlineData("2026-03-01", "\"2026-03-01\"")]
    [InlineData("True", "true")]
    [InlineData("FALSE", "false")]
    [InlineData("+12e1", "120")]
    [InlineData("007", "7")]
    [InlineData("-.5", "-0.5")]
    public void Scalars_MeanWhatYamlOneTwoSays(string scalar, string value) =>
        Assert.Equal(
            Core.Policies.Conditions.Truth.True,
            Given.Truth($"{{ args.x: {{ eq: {scalar} }} }}", $$"""{"x":{{value}}}"""));

    [Fact]
    public void CommentsAndWindowsLineEnds_ChangeNothing() =>
        Assert.Equal("why", Given.Policy("# c\r\nrules: # c\r\n  - action: deny # c\r\n    reason: why\r\n").Rules[0].Reason?.Text);
}
