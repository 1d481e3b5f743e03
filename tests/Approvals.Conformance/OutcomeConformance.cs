using Approvals.Conformance.Fixture;
using Approvals.Conformance.Outcomes;
using Approvals.Core.Requests;

namespace Approvals.Conformance;

/// <summary>Every case of every outcome: an engine comes to it, and to the same when it is asked again after a crash.</summary>
public abstract class OutcomeConformance(OpenEngine open) : ConformanceTest(open)
{
    private static readonly Dictionary<string, OutcomeCase> Table = new[]
        {
            SubmitCases.All, ReviewCases.All, CancelCases.All, ClaimCases.All, ReportCases.All, ResolveCases.All, TenantCases.All,
        }
        .SelectMany(cases => cases)
        .ToDictionary(c => c.Name, StringComparer.Ordinal);

    public static TheoryData<string> Cases => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Case_IsAnsweredAndAnsweredAgainAfterACrash(string name)
    {
        var row = Table[name];
        var command = await row.Prepare(Engine);

        var answer = await command();
        await Engine.CrashAsync();
        var again = await command();

        Assert.Equal(name, OutcomeCase.NameOf(answer.GetType()));
        Assert.Equal(OutcomeCase.NameOf(row.Again ?? row.Case), OutcomeCase.NameOf(again.GetType()));
        Assert.Equal(Told(answer), Told(again));
    }

    [Fact]
    public void EveryCase_HasItsRow() => Assert.Equal(
        from type in typeof(SubmitOutcome).Assembly.GetExportedTypes()
        where type.IsAbstract && type.Name.EndsWith("Outcome", StringComparison.Ordinal)
        from outcome in type.GetNestedTypes()
        orderby OutcomeCase.NameOf(outcome)
        select OutcomeCase.NameOf(outcome),
        Table.Keys.Order());

    /// <summary>The request that an answer tells, if any, with all that is stored of it.</summary>
    private static string? Told(object answer) =>
        (answer.GetType().GetProperty(nameof(SubmitOutcome.Created.Request))?.GetValue(answer) as ApprovalRequest)?.ToText();
}
