using Approvals.Conformance.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Requests;

namespace Approvals.Conformance.Outcomes;

internal static class CancelCases
{
    public static IEnumerable<OutcomeCase> All =>
    [
        OutcomeCase.Of<CancelOutcome.Recorded>(async engine => Cancel(engine, await PayAsync(engine))).Then<CancelOutcome.Repeated>(),
        OutcomeCase.Of<CancelOutcome.Repeated>(async engine =>
        {
            var request = await PayAsync(engine);
            await engine.CancelAsync(request);
            return Cancel(engine, request);
        }),
        OutcomeCase.Of<CancelOutcome.NotFound>(async engine =>
            Cancel(engine, await PayAsync(engine) with { Id = RequestId.Derive(Demo.Tenant, Demo.Agent, "never asked") })),
        OutcomeCase.Of<CancelOutcome.AlreadyDecided>(async engine =>
            Cancel(engine, await engine.ReviewedAsync(await PayAsync(engine), Demo.Alice, Verdict.Deny))),
    ];

    private static Task<ApprovalRequest> PayAsync(IEngineUnderTest engine) => engine.SubmitAsync(Demo.Payment("pay"));

    private static Func<Task<object>> Cancel(IEngineUnderTest engine, ApprovalRequest request) =>
        async () => await engine.CancelAsync(request);
}
