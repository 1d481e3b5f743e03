using Approvals.Conformance.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Requests;

namespace Approvals.Conformance.Outcomes;

internal static class ReportCases
{
    public static IEnumerable<OutcomeCase> All =>
    [
        OutcomeCase.Of<ReportOutcome.Recorded>(async engine => Report(engine, await ClaimedAsync(engine))).Then<ReportOutcome.Repeated>(),
        OutcomeCase.Of<ReportOutcome.Repeated>(async engine =>
        {
            var claimed = await ClaimedAsync(engine);
            await engine.ReportAsync(claimed);
            return Report(engine, claimed);
        }),
        OutcomeCase.Of<ReportOutcome.NotFound>(async engine =>
            Report(engine, await ClaimedAsync(engine) with { Id = RequestId.Derive(Demo.Tenant, Demo.Agent, "never asked") })),
        OutcomeCase.Of<ReportOutcome.NotClaimed>(async engine => Report(engine, await engine.SubmitApprovedAsync("pay"))),
        OutcomeCase.Of<ReportOutcome.NotTheExecutor>(async engine => Report(
            engine,
            await ClaimedAsync(engine),
            report => report with { Reporter = new Claimant.Executor(new ExecutorId("bank")) })),
        OutcomeCase.Of<ReportOutcome.AlreadyReported>(async engine =>
        {
            var claimed = await ClaimedAsync(engine);
            await engine.ReportAsync(claimed);
            return Report(engine, claimed, report => report with { Outcome = ReportedOutcome.Failed });
        }),
    ];

    private static Task<ApprovalRequest> ClaimedAsync(IEngineUnderTest engine) => engine.SubmitClaimedAsync("pay");

    private static Func<Task<object>> Report(
        IEngineUnderTest engine, ApprovalRequest request, Func<ReportCommand, ReportCommand>? change = null)
    {
        var report = Commands.SuccessOf(request);
        return async () => await engine.ReportAsync(request, change?.Invoke(report) ?? report);
    }
}
