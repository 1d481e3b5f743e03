using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Storage;
using Approvals.GrainContracts.Wire;

namespace Approvals.GrainContracts.Client;

/// <summary>The effects of a cluster that were given up.</summary>
internal sealed class ClusterOutbox(GrainCalls calls) : IOutbox
{
    public async Task<ParkedPage> ListParkedAsync(TenantId tenant, string? after, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, ParkedPage.MaxLimit);
        var answer = await calls.CallAsync(
            tenant, grains => grains.GetGrain<IInboxGrain>(GrainKeys.Of(tenant)).ListParkedAsync(Message.Of(new ParkedCall(after, limit))), cancellation);
        return answer.Read<ParkedAnswer>().Page
            ?? throw new ArgumentException($"'{after}' is no place in the list of parked effects.", nameof(after));
    }

    public Task<bool> ReplayAsync(TenantId tenant, EffectId effect, CancellationToken cancellation) =>
        calls.CallAsync(tenant, _ => calls.Request(tenant, effect.Request).ReplayAsync(effect.Value), cancellation);

    public Task<bool> ReturnAsync(
        TenantId tenant, RequestId request, ChannelName channel, string reference, string reason, CancellationToken cancellation) =>
        calls.CallAsync(tenant, _ => calls.Request(tenant, request).ReturnAsync(Message.Of(new ReturnCall(channel, reference, reason))), cancellation);
}
