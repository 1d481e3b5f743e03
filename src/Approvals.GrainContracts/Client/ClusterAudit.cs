using Approvals.Core.Audit;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.GrainContracts.Wire;

namespace Approvals.GrainContracts.Client;

/// <summary>The log of administrative acts of a cluster.</summary>
internal sealed class ClusterAudit(GrainCalls calls) : IAudit
{
    public Task<long> BeginAsync(TenantId tenant, AuditedAct act, CancellationToken cancellation) =>
        calls.CallAsync(tenant, grains => Grain(grains, tenant).BeginAsync(Message.Of(act)), cancellation);

    public Task EndAsync(TenantId tenant, long place, AuditedEnd end, CancellationToken cancellation) =>
        calls.CallAsync(tenant, grains => EndAsync(Grain(grains, tenant), new AuditEndCall(place, end)), cancellation);

    public async Task<AuditPage> ListAsync(TenantId tenant, string? after, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, AuditPage.MaxLimit);
        var answer = await calls.CallAsync(
            tenant, grains => Grain(grains, tenant).ListAsync(Message.Of(new AuditCall(after, limit))), cancellation);
        return answer.Read<AuditAnswer>().Page ?? throw new ArgumentException($"'{after}' is no place in the log.", nameof(after));
    }

    private static async Task<bool> EndAsync(IAuditGrain grain, AuditEndCall end)
    {
        await grain.EndAsync(Message.Of(end));
        return true;
    }

    private static IAuditGrain Grain(IGrainFactory grains, TenantId tenant) => grains.GetGrain<IAuditGrain>(GrainKeys.Of(tenant));
}
