using Approvals.Conformance.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Requests;

namespace Approvals.Conformance.Outcomes;

internal static class ResolveCases
{
    public static IEnumerable<OutcomeCase> All =>
    [
        OutcomeCase.Of<ResolveOutcome.Recorded>(async engine => Resolve(engine, await UnknownAsync(engine))).Then<ResolveOutcome.Repeated>(),
        OutcomeCase.Of<ResolveOutcome.Repeated>(async engine =>
        {
            var unknown = await UnknownAsync(engine);
            await engine.ResolveAsync(unknown, Commands.ResolutionBy(Demo.Ada));
            return Resolve(engine, unknown);
        }),
        OutcomeCase.Of<ResolveOutcome.NotFound>(async engine =>
            Resolve(engine, await UnknownAsync(engine) with { Id = RequestId.Derive(Demo.Tenant, Demo.Agent, "never asked") })),
        OutcomeCase.Of<ResolveOutcome.NotAnAdmin>(async engine =>
        {
            var unknown = await UnknownAsync(engine);
            return async () => await engine.ResolveAsync(unknown, Commands.ResolutionBy(Demo.Alice));
        }),
        OutcomeCase.Of<ResolveOutcome.NotUnknown>(async engine =>
        {
            await engine.PutAsync(Demo.Person(Demo.Ada, Demo.Admin));
            return Resolve(engine, await engine.SubmitClaimedAsync("pay"));
        }),
        OutcomeCase.Of<ResolveOutcome.AlreadyReported>(async engine =>
        {
            var unknown = await UnknownAsync(engine);
            await engine.ReportAsync(unknown);
            return Resolve(engine, unknown);
        }),
    ];

    private static async Task<ApprovalRequest> UnknownAsync(IEngineUnderTest engine)
    {
        await engine.PutAsync(Demo.Person(Demo.Ada, Demo.Admin));
        return await engine.SubmitUnknownAsync("pay");
    }

    private static Func<Task<object>> Resolve(IEngineUnderTest engine, ApprovalRequest request) =>
        async () => await engine.ResolveAsync(request, Commands.ResolutionBy(Demo.Ada));
}
