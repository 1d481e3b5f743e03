using Approvals.Core.Policies;

namespace Approvals.Core.Tests.Policies;

public class SeveralEscalationsTests
{
    private const string Finance =
        "{ action: escalate, reason: money, approval: { threshold: 2, roles: [finance, cfo], timeout: 1h, validFor: 2h } }";

    private const string Security =
        "{ action: escalate, reason: risk, approval: { roles: [security], timeout: 2h, validFor: 1h } }";

    private const string FinanceAgain =
        "{ action: escalate, reason: more, approval: { threshold: 2, roles: [cfo, finance] } }";

    [Fact]
    public void EachRule_IsARequirementOfItsOwn()
    {
        var requirements = Evaluate(Finance, Security).Requirements;

        Assert.Equal([2, 1], requirements.Select(r => r.Threshold));
        Assert.Equal(["cfo finance", "security"], requirements.Select(r => string.Join(' ', r.Roles)));
    }

    [Fact]
    public void EqualRequirements_Merge() =>
        Assert.Equal([2, 1], Evaluate(Finance, FinanceAgain, Security, Security).Requirements.Select(r => r.Threshold));

    [Fact]
    public void EarliestTimeoutAndShortestValidity_Hold()
    {
        foreach (var evaluation in new[] { Evaluate(Finance, Security), Evaluate(Security, Finance) })
        {
            Assert.Equal(TimeSpan.FromHours(1), evaluation.Timeout);
            Assert.Equal(TimeSpan.FromHours(1), evaluation.ValidFor);
        }
    }

    [Fact]
    public void EveryReason_IsToldOnce() =>
        Assert.Equal("money; risk", Evaluate(Finance, Security, Finance).Reason);

    [Fact]
    public void RulesOfSeveralPolicies_AddUp()
    {
        var evaluation = Given.Set($"rules: [{Finance}]", $"rules: [{Security}]").Evaluate(Given.Action("{}"));

        Assert.Equal([2, 1], evaluation.Requirements.Select(r => r.Threshold));
        Assert.Equal(["p1", "p2"], evaluation.Rules.Select(r => r.Policy.Value));
        Assert.Equal("money; risk", evaluation.Reason);
    }

    [Fact]
    public void DefaultsOfSeveralPolicies_AddUp()
    {
        var evaluation = Given.Set(
            "default: escalate\ndefaults: { roles: [a], timeout: 20s }\nrules: [{ tool: x, action: deny }]",
            "default: escalate\ndefaults: { roles: [b], validFor: 30s }\nrules: [{ tool: x, action: deny }]")
            .Evaluate(Given.Action("{}"));

        Assert.Equal(["a", "b"], evaluation.Requirements.Select(r => Assert.Single(r.Roles).Value));
        Assert.Equal(TimeSpan.FromSeconds(20), evaluation.Timeout);
        Assert.Equal(TimeSpan.FromSeconds(30), evaluation.ValidFor);
    }

    private static Evaluation Evaluate(params string[] rules) =>
        Given.Set($"rules: [{string.Join(", ", rules)}]").Evaluate(Given.Action("{}"));
}
