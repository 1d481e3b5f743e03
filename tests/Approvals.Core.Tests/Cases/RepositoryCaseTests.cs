using System.Text.Json;
using Approvals.Core.Policies;
using Approvals.Core.Policies.Tracing;
using Approvals.Core.Tests.Architecture;

namespace Approvals.Core.Tests.Cases;

/// <summary>Runs every case of every file below <c>policies/</c>: a row each.</summary>
public sealed class RepositoryCaseTests
{
    private const int LeastCases = 400;

    private static readonly IReadOnlyList<RepositoryCases> All = RepositoryCases.Read();

    private static readonly Dictionary<(string File, string Policies, string Case), (PolicySet Set, Core.Policies.Cases.PolicyCase Case)> ByName =
        All.SelectMany(d => d.All.Select(c => ((d.File, d.Names, c.Name), (d.Set, c)))).ToDictionary(p => p.Item1, p => p.Item2);

    public static TheoryData<string, string, string> Rows => [.. ByName.Keys];

    /// <summary>As the schema knows them.</summary>
    public static TheoryData<string> Operators =>
    [
        .. JsonDocument.Parse(SourceTree.Read("policies/policy.schema.json")).RootElement
            .GetProperty("$defs").GetProperty("operators").GetProperty("properties").EnumerateObject().Select(p => p.Name),
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Case_Holds(string file, string policies, string name)
    {
        var (set, example) = ByName[(file, policies, name)];
        Assert.Empty(example.Run(set));
    }

    /// <summary>The trace goes through all rules, the evaluation through those that the index gives.</summary>
    [Fact]
    public void TraceOfEveryCase_NamesTheRulesThatDecided() => Assert.All(ByName.Values, run =>
    {
        var trace = run.Set.Explain(run.Case.Action, run.Case.Now);
        var applied =
            from policy in trace.Policies
            from rule in policy.Rules
            where rule.Result is RuleResult.Applies or RuleResult.AppliesToUnknown && rule.Action == trace.Evaluation.Decision
            select $"{policy.Policy}/{rule.Rule}";
        var defaults =
            from policy in trace.Policies
            where policy.DefaultHolds && policy.Default == trace.Evaluation.Decision
            select $"{policy.Policy}/{AppliedRule.DefaultRule}";
        Assert.Equal(applied.Concat(defaults), trace.Evaluation.Rules.Select(r => $"{r.Policy}/{r.Rule}"));
    });

    [Fact]
    public void CaseFiles_HoldEnough() =>
        Assert.True(All.Where(d => d.File.StartsWith(RepositoryCases.CaseFiles, StringComparison.Ordinal)).Sum(d => d.All.Count) >= LeastCases);

    [Theory]
    [MemberData(nameof(Operators))]
    public void EveryOperator_HasCasesWhereItHolds_WhereItDoesNot_AndWhereItIsUnknown(string word) => Assert.Contains(
        All.Where(d => d.File.StartsWith(RepositoryCases.CaseFiles, StringComparison.Ordinal)),
        d => d.Source.Contains($"{{ {word}: ", StringComparison.Ordinal)
            && d.All.Select(c => c.Expect.Decision).Distinct().Count() == Enum.GetValues<PolicyDecision>().Length);

    /// <summary>In a ready set, no rule is there that no case shows.</summary>
    [Fact]
    public void EveryRuleOfAReadySet_DecidesInACase() => Assert.All(
        All.Where(d => !d.File.StartsWith(RepositoryCases.CaseFiles, StringComparison.Ordinal)),
        d => Assert.Superset(
            d.Policies[0].Rules.Select(r => r.Id).ToHashSet(StringComparer.Ordinal),
            d.All.SelectMany(c => d.Set.Evaluate(c.Action, c.Now).Rules).Select(r => r.Rule).ToHashSet(StringComparer.Ordinal)));

    [Fact]
    public void ReadySets_HaveNoWarnings() => Assert.Empty(
        All.Where(d => !d.File.StartsWith(RepositoryCases.CaseFiles, StringComparison.Ordinal)).SelectMany(d => PolicyLint.Check(d.Policies[0])));
}
