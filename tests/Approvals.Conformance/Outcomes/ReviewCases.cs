using Approvals.Conformance.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Conformance.Outcomes;

internal static class ReviewCases
{
    public static IEnumerable<OutcomeCase> All =>
    [
        OutcomeCase.Of<ReviewOutcome.Recorded>(async engine => Approve(engine, await PayAsync(engine), Demo.Alice))
            .Then<ReviewOutcome.Repeated>(),
        OutcomeCase.Of<ReviewOutcome.Repeated>(async engine =>
            Approve(engine, await engine.ReviewedAsync(await PayAsync(engine), Demo.Alice), Demo.Alice)),
        OutcomeCase.Of<ReviewOutcome.NotFound>(async engine =>
            Approve(engine, await PayAsync(engine) with { Id = RequestId.Derive(Demo.Tenant, Demo.Agent, "never asked") }, Demo.Alice)),
        OutcomeCase.Of<ReviewOutcome.NotAReviewer>(async engine => Approve(engine, await PayAsync(engine), Demo.Carol)),
        OutcomeCase.Of<ReviewOutcome.SelfReview>(SelfReviewAsync),
        OutcomeCase.Of<ReviewOutcome.NotYetAsked>(NotYetAskedAsync),
        OutcomeCase.Of<ReviewOutcome.StrongerProofNeeded>(async engine =>
        {
            await engine.EscalateAsync("ship", "{ roles: [finance], urgency: critical }");
            return Approve(engine, await engine.SubmitAsync(Demo.Ask("ship", "ship")), Demo.Alice);
        }),
        OutcomeCase.Of<ReviewOutcome.DigestMismatch>(async engine =>
        {
            var request = await PayAsync(engine);
            var seen = Verdict.Approve.Says(Demo.Payment("other", amount: 1).Action.Digest);
            return async () => await engine.Requests.ReviewAsync(request.Tenant, request.Id, Demo.Alice, seen, default).InTime();
        }),
        OutcomeCase.Of<ReviewOutcome.AlreadyReviewed>(async engine =>
        {
            var request = await engine.ReviewedAsync(await PayAsync(engine), Demo.Alice);
            return async () => await engine.ReviewAsync(request, Demo.Alice, Verdict.Deny);
        }),
        OutcomeCase.Of<ReviewOutcome.AlreadyDecided>(async engine =>
            Approve(engine, await engine.ReviewedAsync(await PayAsync(engine), Demo.Alice, Verdict.Deny), Demo.Bob)),
        OutcomeCase.Of<ReviewOutcome.Expired>(async engine =>
        {
            var request = await PayAsync(engine);
            await engine.MovePastAsync(request.ExpiresAt);
            return Approve(engine, request, Demo.Alice);
        }),
    ];

    private static Task<ApprovalRequest> PayAsync(IEngineUnderTest engine) => engine.SubmitAsync(Demo.Payment("pay"));

    private static Func<Task<object>> Approve(IEngineUnderTest engine, ApprovalRequest request, ReviewerId person) =>
        async () => await engine.ReviewAsync(request, person);

    private static async Task<Func<Task<object>>> SelfReviewAsync(IEngineUnderTest engine)
    {
        await engine.PutAsync(new TenantChange.PutAgent(new Agent(Demo.Agent, Demo.Alice)));
        return Approve(engine, await PayAsync(engine), Demo.Alice);
    }

    private static async Task<Func<Task<object>>> NotYetAskedAsync(IEngineUnderTest engine)
    {
        await engine.EscalateAsync("ship", "{ groups: [{ roles: [finance] }, { roles: [owner] }], inOrder: true }");
        return Approve(engine, await engine.SubmitAsync(Demo.Ask("ship", "ship")), Demo.Carol);
    }
}
