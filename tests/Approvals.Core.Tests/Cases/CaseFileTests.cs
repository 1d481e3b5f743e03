using System.Text.Json;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Tests.Architecture;
using Approvals.Core.Tests.Policies;
using Approvals.Core.Tests.Schema;

namespace Approvals.Core.Tests.Cases;

/// <summary>Runs every case of every policy below <c>policies/</c>: a row each.</summary>
public sealed class CaseFileTests
{
    private const int LeastCases = 400;

    private static readonly Dictionary<string, Policy[]> Policies = SourceTree.Files
        .Where(f => f.StartsWith("policies/", StringComparison.Ordinal) && f.EndsWith(".yaml", StringComparison.Ordinal))
        .ToDictionary(f => f, Read, StringComparer.Ordinal);

    public static TheoryData<string, string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            foreach (var (file, policies) in Policies)
            {
                foreach (var policy in policies)
                {
                    rows.AddRange(policy.Cases.Select(c => (file, policy.Name.Value, c.Name)));
                }
            }

            return rows;
        }
    }

    /// <summary>As the schema knows them.</summary>
    public static TheoryData<string> Operators =>
    [
        .. JsonDocument.Parse(SourceTree.Read("policies/policy.schema.json")).RootElement
            .GetProperty("$defs").GetProperty("operators").GetProperty("properties").EnumerateObject().Select(p => p.Name),
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Case_Holds(string file, string policy, string example)
    {
        var tested = Policies[file].Single(p => p.Name.Value == policy);
        Assert.Empty(tested.Cases.Single(c => c.Name == example).Run(SetOf(tested)));
    }

    [Fact]
    public void CaseFiles_HoldEnough() => Assert.True(
        Policies.Where(p => p.Key.StartsWith("policies/cases/", StringComparison.Ordinal)).Sum(p => p.Value.Sum(v => v.Cases.Length))
        >= LeastCases);

    [Theory]
    [MemberData(nameof(Operators))]
    public void EveryOperator_HasCasesWhereItHolds_WhereItDoesNot_AndWhereItIsUnknown(string word) => Assert.Contains(
        SourceTree.Files.Where(f => f.StartsWith("policies/cases/", StringComparison.Ordinal)).SelectMany(f => Documents.Split(SourceTree.Read(f))),
        document => document.Contains($"{{ {word}: ", StringComparison.Ordinal)
            && Given.Policy(document).Cases.Select(c => c.Expect.Decision).Distinct().Count() == Enum.GetValues<PolicyDecision>().Length);

    /// <summary>In a ready set, no rule is there that no case shows.</summary>
    [Fact]
    public void EveryRuleOfAReadySet_DecidesInACase() => Assert.All(
        Policies.Where(p => !p.Key.StartsWith("policies/cases/", StringComparison.Ordinal)).SelectMany(p => p.Value),
        policy => Assert.Superset(
            policy.Rules.Select(r => r.Id).ToHashSet(StringComparer.Ordinal),
            policy.Cases.SelectMany(c => SetOf(policy).Evaluate(c.Action, c.Now).Rules).Select(r => r.Rule).ToHashSet(StringComparer.Ordinal)));

    private static PolicySet SetOf(Policy policy) => new([new PublishedPolicy(policy, 1, "", Some.Time, "alice")]);

    private static Policy[] Read(string file) =>
    [
        .. Documents.Split(SourceTree.Read(file)).Select(d => PolicyCompiler.Compile(d, new PolicyName("nameless")) switch
        {
            PolicyCompilation.Compiled(var policy) => policy,
            PolicyCompilation.Refused(var errors) => throw new InvalidDataException($"{file}: {errors[0]}"),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is not a compilation."),
        }),
    ];
}
