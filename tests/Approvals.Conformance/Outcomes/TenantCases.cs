using Approvals.Conformance.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Tenants;

namespace Approvals.Conformance.Outcomes;

/// <summary>Of what changes a tenant: its directory, and its policies.</summary>
internal static class TenantCases
{
    public static IEnumerable<OutcomeCase> All =>
    [
        OutcomeCase.Of<TenantOutcome.Stored>(engine => Change(engine, Demo.Tenant, Demo.Key("k1"))),
        OutcomeCase.Of<TenantOutcome.NotFound>(engine => Change(engine, Demo.OtherTenant, Demo.Key("k1"))),
        OutcomeCase.Of<TenantOutcome.Exists>(engine => Task.FromResult<Func<Task<object>>>(
            async () => await engine.Tenants.CreateAsync(Demo.Tenant, Demo.FirstEntries, default).InTime())),
        OutcomeCase.Of<TenantOutcome.Contradiction>(engine => Change(engine, Demo.Tenant, new TenantChange.PutReviewer(new Reviewer
        {
            Id = new ReviewerId("mallory"),
            Identities = [new Identity(Demo.Issuer, Demo.Alice.Value)],
        }))),
        OutcomeCase.Of<TenantOutcome.VersionMismatch>(engine => Task.FromResult<Func<Task<object>>>(
            async () => await engine.Tenants.ChangeAsync(Demo.Tenant, 0, [Demo.Key("k1")], default).InTime())),
        OutcomeCase.Of<PublishOutcome.Published>(engine => Publish(engine, Demo.PaymentsSource + "\n# the second version", null)),
        OutcomeCase.Of<PublishOutcome.Refused>(engine => Publish(engine, "policy: payments\nrules: []", null)),
        OutcomeCase.Of<PublishOutcome.VersionMismatch>(engine => Publish(engine, Demo.PaymentsSource, seen: 7)),
    ];

    private static Task<Func<Task<object>>> Change(IEngineUnderTest engine, TenantId tenant, TenantChange change) =>
        Task.FromResult<Func<Task<object>>>(async () => await engine.ChangeAsync(tenant, change));

    private static Task<Func<Task<object>>> Publish(IEngineUnderTest engine, string source, int? seen) =>
        Task.FromResult<Func<Task<object>>>(async () => await engine.PublishAsync(Demo.Payments, source, seen));
}
