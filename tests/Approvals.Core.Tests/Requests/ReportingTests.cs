using Approvals.Core.Identifiers;
using Approvals.Core.Requests;

namespace Approvals.Core.Tests.Requests;

public class ReportingTests
{
    private static readonly DateTimeOffset InTime = Given.ClaimedAt + TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData(ReportedOutcome.Succeeded, ExecutionState.Succeeded)]
    [InlineData(ReportedOutcome.Failed, ExecutionState.Failed)]
    public void ReportInTime_EndsTheExecution(ReportedOutcome outcome, ExecutionState execution)
    {
        var claimed = Given.Claimed();
        var detail = Some.Json("""{"transfer":"T-1"}""");

        var step = Reporting.Report(claimed, Given.Report(Given.Executor, outcome, detail), InTime);

        var reported = Steps.Changed(step, claimed);
        Assert.Same(reported, Assert.IsType<ReportOutcome.Recorded>(step.Outcome).Request);
        Assert.Equal(execution, reported.Execution);
        Assert.Equal(outcome, reported.Report!.Outcome);
        Assert.Equal(detail, reported.Report.Detail);
        Assert.Equal(Given.Executor, reported.Report.ReportedBy);
        Assert.Equal(InTime, reported.Report.At);
        Assert.Null(reported.DueAfter);
    }

    [Fact]
    public void ClaimantAndExecutor_MayBothReport()
    {
        Assert.IsType<ReportOutcome.Recorded>(Reporting.Report(Given.Claimed(), Given.Report(Given.Agent), InTime).Outcome);
        Assert.IsType<ReportOutcome.Recorded>(Reporting.Report(Given.Claimed(), Given.Report(Given.Executor), InTime).Outcome);
    }

    [Fact]
    public void ThirdParty_MayNotReport() =>
        Assert.IsType<ReportOutcome.NotTheExecutor>(
            Refused(Given.Claimed(), Given.Report(new Claimant.Executor(new ExecutorId("other")))));

    [Fact]
    public void AgentWhoseActionAnExecutorClaimed_MayNotReport()
    {
        var claimed = Claiming.Claim(Given.Approved(), Given.Claim(Given.Executor), Given.Directory(), Given.ClaimedAt).State!;

        Assert.IsType<ReportOutcome.NotTheExecutor>(Refused(claimed, Given.Report(Given.Agent)));
    }

    [Fact]
    public void AnotherAgent_FindsNothing() =>
        Assert.IsType<ReportOutcome.NotFound>(
            Refused(Given.Claimed(), Given.Report(new Claimant.Agent(Some.OtherAgent))));

    [Fact]
    public void UnclaimedAction_IsNotReportedOn()
    {
        foreach (var request in new[] { Given.Pending(), Given.Approved(), Given.Denied() })
        {
            Assert.IsType<ReportOutcome.NotClaimed>(Refused(request, Given.Report(Given.Agent)));
            Assert.IsType<ReportOutcome.NotClaimed>(Refused(request, Given.Report(Given.Executor)));
        }
    }

    [Fact]
    public void SameReportAgain_IsAnsweredAsBefore()
    {
        var detail = """{"transfer":"T-1","fee":100}""";
        var reported = Reported(Given.Report(Given.Executor, detail: Some.Json(detail)));

        var outcome = Refused(reported, Given.Report(Given.Executor, detail: Some.Json("""{ "fee": 1e2, "transfer": "T-1" }""")));

        Assert.Same(reported, Assert.IsType<ReportOutcome.Repeated>(outcome).Request);
    }

    [Fact]
    public void FirstReport_Wins()
    {
        var reported = Reported(Given.Report(Given.Executor));
        ReportCommand[] others =
        [
            Given.Report(Given.Executor, ReportedOutcome.Failed),
            Given.Report(Given.Executor, detail: Some.Json("{}")),
            Given.Report(Given.Agent),
        ];

        Assert.All(others, other =>
            Assert.Same(reported.Report, Assert.IsType<ReportOutcome.AlreadyReported>(Refused(reported, other)).Report));
    }

    [Fact]
    public void LeaseAtItsEnd_StillRuns() => Steps.Refused(Clock.Tick(Given.Claimed(), Given.LeaseEnd));

    [Fact]
    public void LeaseThatEnded_LeavesTheResultUnknown()
    {
        var claimed = Given.Claimed();

        var lapsed = Steps.Changed(
            Clock.Tick(claimed, Given.LeaseEnd + Some.Tick), claimed, new Effect.AnnounceUnknown());

        Assert.Equal(ExecutionState.Unknown, lapsed.Execution);
        Assert.Equal(RequestStatus.Approved, lapsed.Status);
        Assert.Null(lapsed.DueAfter);
        Steps.Refused(Clock.Tick(lapsed, Given.LeaseEnd + TimeSpan.FromDays(1)));
    }

    [Fact]
    public void LateReport_WinsOverUnknown()
    {
        var lapsed = Clock.Tick(Given.Claimed(), Given.LeaseEnd + Some.Tick).State!;

        var step = Reporting.Report(lapsed, Given.Report(Given.Executor), Given.LeaseEnd + TimeSpan.FromDays(1));

        Assert.Equal(ExecutionState.Succeeded, Steps.Changed(step, lapsed).Execution);
    }

    [Fact]
    public void LateReportBeforeAnyTimer_IsRecordedToo()
    {
        var step = Reporting.Report(Given.Claimed(), Given.Report(Given.Executor), Given.LeaseEnd + Some.Tick);

        Assert.IsType<ReportOutcome.Recorded>(step.Outcome);
        Assert.Equal(ExecutionState.Succeeded, step.State!.Execution);
        Assert.True(step.State.Claim!.Lapsed);
        Assert.Equal([new Effect.AnnounceUnknown()], step.Effects);
    }

    [Fact]
    public void ReportedExecution_DoesNotLapse() =>
        Steps.Refused(Clock.Tick(Reported(Given.Report(Given.Executor)), Given.LeaseEnd + TimeSpan.FromDays(1)));

    private static ApprovalRequest Reported(ReportCommand command) =>
        Steps.Changed(Reporting.Report(Given.Claimed(), command, InTime), Given.Claimed());

    private static ReportOutcome Refused(ApprovalRequest request, ReportCommand command) =>
        Steps.Refused(Reporting.Report(request, command, InTime));
}
