using System.Text.Json;
using Approvals.Conformance.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Requests;

namespace Approvals.Conformance;

/// <summary>Reports: the first one by the claimer or the executor stands, in time or late.</summary>
public abstract class ReportingConformance(OpenEngine open) : ConformanceTest(open)
{
    private static readonly CanonicalJson Detail = CanonicalJson.Create(JsonElement.Parse("""{"receipt":"8841"}"""));

    [Theory]
    [InlineData(ReportedOutcome.Succeeded, ExecutionState.Succeeded)]
    [InlineData(ReportedOutcome.Failed, ExecutionState.Failed)]
    public async Task Report_EndsTheExecution(ReportedOutcome outcome, ExecutionState execution)
    {
        var claimed = await Engine.SubmitClaimedAsync("pay");
        await Engine.AdvanceAsync(TimeSpan.FromSeconds(5));

        var recorded = Assert.IsType<ReportOutcome.Recorded>(
            await Engine.ReportAsync(claimed, Commands.SuccessOf(claimed) with { Outcome = outcome, Detail = Detail })).Request;

        Assert.Equal(execution, recorded.Execution);
        Assert.Equal((outcome, Detail, Engine.Now), (recorded.Report!.Outcome, recorded.Report.Detail, recorded.Report.At));
        Comparing.AssertSame(recorded, await Engine.FindAsync(claimed));
    }

    [Fact]
    public async Task FirstReport_Wins()
    {
        var claimed = await Engine.SubmitClaimedAsync("pay");
        var recorded = Assert.IsType<ReportOutcome.Recorded>(await Engine.ReportAsync(claimed)).Request;

        var same = await Engine.ReportAsync(claimed);
        var otherOutcome = await Engine.ReportAsync(claimed, Commands.SuccessOf(claimed) with { Outcome = ReportedOutcome.Failed });
        var otherDetail = await Engine.ReportAsync(claimed, Commands.SuccessOf(claimed) with { Detail = Detail });

        Comparing.AssertSame(recorded, Assert.IsType<ReportOutcome.Repeated>(same).Request);
        Assert.Equal(ReportedOutcome.Succeeded, Assert.IsType<ReportOutcome.AlreadyReported>(otherOutcome).Report.Outcome);
        Assert.IsType<ReportOutcome.AlreadyReported>(otherDetail);
        Comparing.AssertSame(recorded, await Engine.FindAsync(claimed));
    }

    [Fact]
    public async Task WhoExecutes_ReportsAsWell()
    {
        var approved = await Engine.SubmitApprovedAsync("pay");
        var bank = new ExecutorId("bank");
        await Engine.ClaimAsync(approved, Commands.ClaimOf(approved) with { Executor = bank });

        var byStranger = await Engine.ReportAsync(
            approved, new ReportCommand(new Claimant.Executor(new ExecutorId("other")), ReportedOutcome.Failed, Detail: null));
        var byExecutor = await Engine.ReportAsync(
            approved, new ReportCommand(new Claimant.Executor(bank), ReportedOutcome.Succeeded, Detail: null));

        Assert.IsType<ReportOutcome.NotTheExecutor>(byStranger);
        Assert.IsType<ReportOutcome.Recorded>(byExecutor);
    }

    [Fact]
    public async Task WhatNobodyClaimed_IsNotReportedOn()
    {
        var approved = await Engine.SubmitApprovedAsync("pay");

        Assert.IsType<ReportOutcome.NotClaimed>(await Engine.ReportAsync(approved));
        Comparing.AssertSame(approved, await Engine.FindAsync(approved));
    }

    [Fact]
    public async Task LateReport_StillTellsWhatHappened()
    {
        var claimed = await Engine.SubmitClaimedAsync("pay");
        await Engine.AdvanceAsync(TimeSpan.FromHours(2));
        Assert.Equal(ExecutionState.Unknown, (await Engine.FoundAsync(claimed)).Execution);

        var outcome = await Engine.ReportAsync(claimed);

        Assert.Equal(ExecutionState.Succeeded, Assert.IsType<ReportOutcome.Recorded>(outcome).Request.Execution);
    }
}
