using Approvals.Conformance.Fixture;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Conformance.Outcomes;

internal static class SubmitCases
{
    public static IEnumerable<OutcomeCase> All =>
    [
        OutcomeCase.Of<SubmitOutcome.Created>(engine => Task.FromResult(Submit(engine, 500))).Then<SubmitOutcome.Repeated>(),
        OutcomeCase.Of<SubmitOutcome.Repeated>(async engine => await AfterwardsAsync(engine, 500)),
        OutcomeCase.Of<SubmitOutcome.IdempotencyMismatch>(async engine => await AfterwardsAsync(engine, 501)),
        OutcomeCase.Of<SubmitOutcome.TooManyPending>(async engine =>
        {
            await engine.PutAsync(new TenantChange.LimitPending(1));
            await engine.SubmitAsync(Demo.Payment("waiting"));
            return Submit(engine, 500);
        }),
    ];

    private static Func<Task<object>> Submit(IEngineUnderTest engine, int amount) =>
        async () => await engine.Requests.SubmitAsync(Demo.Payment("pay", amount), default).InTime();

    private static async Task<Func<Task<object>>> AfterwardsAsync(IEngineUnderTest engine, int amount)
    {
        await engine.SubmitAsync(Demo.Payment("pay", amount: 500));
        return Submit(engine, amount);
    }
}
