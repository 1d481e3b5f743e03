using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Ports;
using Approvals.GrainContracts.Wire;

namespace Approvals.GrainContracts.Client;

/// <summary>The policies of a cluster.</summary>
internal sealed class ClusterPolicies(GrainCalls calls) : IPolicies
{
    private readonly Remembered<TenantId, (int Version, PolicySet Set)> _last = new();

    public async Task<PublishOutcome> PublishAsync(TenantId tenant, Publication publication, CancellationToken cancellation)
    {
        var outcome = await calls.CallAsync(
            tenant, grains => grains.GetGrain<IPolicyGrain>(GrainKeys.Of(tenant)).PublishAsync(Message.Of(publication)), cancellation);
        return outcome.Read<PublishOutcome>();
    }

    public async Task<PolicyVersion?> FindVersionAsync(TenantId tenant, PolicyName name, int version, CancellationToken cancellation) =>
        (await calls.CallAsync(
            tenant,
            grains => grains.GetGrain<IPolicyGrain>(GrainKeys.Of(tenant)).FindVersionAsync(Message.Of(new VersionCall(name, version))),
            cancellation)).Read<VersionAnswer>().Version;

    public async Task<PolicySet> FindAsync(TenantId tenant, CancellationToken cancellation)
    {
        var known = _last.TryGet(tenant, out var last) ? last.Version : (int?)null;
        var answer = (await calls.CallAsync(
            tenant, grains => grains.GetGrain<IPolicyGrain>(GrainKeys.Of(tenant)).FindAsync(known), cancellation)).Read<PoliciesAnswer>();
        if (answer.Policies is not { } policies)
        {
            return last.Set;
        }

        var set = new PolicySet(policies);
        _last.Put(tenant, (answer.Version, set));
        return set;
    }
}
