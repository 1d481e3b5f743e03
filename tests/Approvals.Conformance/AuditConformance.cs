using Approvals.Conformance.Fixture;
using Approvals.Core.Audit;
using Approvals.Core.Ports;

namespace Approvals.Conformance;

/// <summary>What was done with an admin's rights is written down before it is done, for ever, and for its tenant alone.</summary>
public abstract class AuditConformance(OpenEngine open) : ConformanceTest(open)
{
    private static readonly AuditedAct Publish = new("alice", "policy.publish", "/v1/policies/payments");

    [Fact]
    public async Task ActAndItsEnd_SurviveACrash()
    {
        var place = await Engine.Audit.BeginAsync(Demo.Tenant, Publish, default).InTime();
        var begun = Engine.Now;
        await Engine.Audit.EndAsync(Demo.Tenant, place, new AuditedEnd("200", "\"4\"", "/v1/policies/payments"), default).InTime();

        await Engine.CrashAsync();

        var entry = Assert.Single((await ListAsync()).Items);
        Assert.Equal(new AuditEntry(begun, Publish, new AuditedEnd("200", "\"4\"", "/v1/policies/payments")), entry);
    }

    [Fact]
    public async Task ActThatACrashInterrupts_HasNoEnd()
    {
        await Engine.Audit.BeginAsync(Demo.Tenant, Publish, default).InTime();

        await Engine.CrashAsync();

        Assert.Equal((Publish, null), (Assert.Single((await ListAsync()).Items) is var entry ? (entry.Act, entry.End) : default));
    }

    [Fact]
    public async Task End_IsWrittenOnce()
    {
        var place = await Engine.Audit.BeginAsync(Demo.Tenant, Publish, default).InTime();
        await Engine.Audit.EndAsync(Demo.Tenant, place, new AuditedEnd("412 version_mismatch"), default).InTime();
        await Engine.Audit.EndAsync(Demo.Tenant, place, new AuditedEnd("200"), default).InTime();

        Assert.Equal("412 version_mismatch", Assert.Single((await ListAsync()).Items).End?.Outcome);
    }

    [Fact]
    public async Task OtherTenants_SeeNothingOfIt_AndEndNothing()
    {
        await Engine.CreateTenantAsync(Demo.OtherTenant);
        var place = await Engine.Audit.BeginAsync(Demo.Tenant, Publish, default).InTime();
        await Engine.Audit.EndAsync(Demo.OtherTenant, place, new AuditedEnd("200"), default).InTime();

        Assert.Empty((await ListAsync(tenant: Demo.OtherTenant)).Items);
        Assert.Null(Assert.Single((await ListAsync()).Items).End);
    }

    [Fact]
    public async Task Pages_GoFromTheNewestToTheOldest_WithoutGapsOrRepeats()
    {
        for (var i = 0; i < 7; i++)
        {
            await Engine.Audit.BeginAsync(Demo.Tenant, Publish with { Act = $"act.{i}" }, default).InTime();
        }

        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = await ListAsync(after, limit: 3);
            seen.AddRange(page.Items.Select(e => e.Act.Act));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(["act.6", "act.5", "act.4", "act.3", "act.2", "act.1", "act.0"], seen);
    }

    [Fact]
    public async Task WhatIsNoPlace_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => ListAsync("elsewhere"));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ListAsync(limit: 0));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ListAsync(limit: AuditPage.MaxLimit + 1));
    }

    private Task<AuditPage> ListAsync(string? after = null, int limit = 50, Core.Identifiers.TenantId? tenant = null) =>
        Engine.Audit.ListAsync(tenant ?? Demo.Tenant, after, limit, default).InTime();
}
