using Approvals.Conformance.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Conformance.Outcomes;

internal static class ClaimCases
{
    public static IEnumerable<OutcomeCase> All =>
    [
        OutcomeCase.Of<ClaimOutcome.Granted>(async engine => Claim(engine, await ApprovedAsync(engine))),
        OutcomeCase.Of<ClaimOutcome.NotFound>(async engine =>
            Claim(engine, await ApprovedAsync(engine) with { Id = RequestId.Derive(Demo.Tenant, Demo.Agent, "never asked") })),
        OutcomeCase.Of<ClaimOutcome.ForAnotherExecutor>(async engine => Claim(engine, await ApprovedAsync(engine), claim => claim with
        {
            Claimant = new Claimant.Executor(new ExecutorId("payments")),
            Executor = new ExecutorId("bank"),
        })),
        OutcomeCase.Of<ClaimOutcome.UnknownExecutor>(async engine =>
        {
            await engine.PutAsync(new TenantChange.PutExecutor(new Executor(new ExecutorId("bank"))));
            return Claim(engine, await ApprovedAsync(engine), claim => claim with { Executor = new ExecutorId("payments") });
        }),
        OutcomeCase.Of<ClaimOutcome.DigestMismatch>(async engine => Claim(
            engine, await ApprovedAsync(engine), claim => claim with { Digest = Demo.Payment("other", amount: 1).Action.Digest })),
        OutcomeCase.Of<ClaimOutcome.NotApproved>(async engine => Claim(engine, await engine.SubmitAsync(Demo.Payment("pay")))),
        OutcomeCase.Of<ClaimOutcome.ApprovalLapsed>(async engine =>
        {
            var approved = await ApprovedAsync(engine);
            await engine.MovePastAsync(approved.ApprovalLapsesAt);
            return Claim(engine, approved);
        }),
        OutcomeCase.Of<ClaimOutcome.AlreadyClaimed>(async engine =>
            Claim(engine, await engine.SubmitClaimedAsync("pay"), claim => claim with { OperationKey = "another" })),
    ];

    private static Task<ApprovalRequest> ApprovedAsync(IEngineUnderTest engine) => engine.SubmitApprovedAsync("pay");

    private static Func<Task<object>> Claim(
        IEngineUnderTest engine, ApprovalRequest request, Func<ClaimCommand, ClaimCommand>? change = null)
    {
        var claim = Commands.ClaimOf(request);
        return async () => (await engine.ClaimAsync(request, change?.Invoke(claim) ?? claim)).Outcome;
    }
}
