using System.Collections.Concurrent;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Tenants;
using Approvals.GrainContracts;
using Approvals.GrainContracts.Wire;

namespace Approvals.Grains.Rules;

/// <summary>
/// The directories and the policies that this silo decides on: each a lease of one second from its authority, counted
/// from before the question. What is not renewed is not decided on: whoever asks gets the authority's failure.
/// </summary>
internal sealed class TenantRules(IGrainFactory grains, EngineTime time)
{
    public static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(1);

    private readonly LeaseCache<Tenant?> _tenants = new(time);
    private readonly LeaseCache<PoliciesInForce> _policies = new(time);

    /// <summary>The tenant's directory; null where there is no such tenant.</summary>
    public Task<Lease<Tenant?>> FindTenantAsync(TenantId tenant) => _tenants.GetAsync(tenant, async known =>
    {
        var answer = (await grains.GetGrain<ITenantGrain>(GrainKeys.Of(tenant)).FindAsync(known?.Version)).Read<TenantAnswer>();
        return answer.Exists ? answer.Tenant ?? known : null;
    });

    /// <summary>The tenant's policies, compiled.</summary>
    public Task<Lease<PoliciesInForce>> FindPoliciesAsync(TenantId tenant) => _policies.GetAsync(tenant, async known =>
    {
        var answer = (await grains.GetGrain<IPolicyGrain>(GrainKeys.Of(tenant)).FindAsync(known?.Version)).Read<PoliciesAnswer>();
        return answer.Policies is { } policies ? new PoliciesInForce(answer.Version, new PolicySet(policies)) : known!;
    });

    /// <summary>
    /// Whether the directory is still this one, by its authority: what is written, the database checks, and what is
    /// refused is refused by the directory as it is now.
    /// </summary>
    public async Task<bool> IsInForceAsync(Tenant tenant)
    {
        _tenants.End(tenant.Id);
        var answer = (await grains.GetGrain<ITenantGrain>(GrainKeys.Of(tenant.Id)).FindAsync(tenant.Version)).Read<TenantAnswer>();
        return answer is { Exists: true, Tenant: null };
    }

    /// <summary>Something of the tenant changed: what is known of it is asked for again.</summary>
    public void Forget(TenantId tenant)
    {
        _tenants.End(tenant);
        _policies.End(tenant);
    }

    /// <summary>By tenant. What is out of date is kept to ask by, so that it is not sent again.</summary>
    private sealed class LeaseCache<T>(EngineTime time)
    {
        /// <summary>The most tenants; after that, it begins anew.</summary>
        private const int Most = 10_000;

        private readonly ConcurrentDictionary<TenantId, Lease<T>> _leases = new();

        public async Task<Lease<T>> GetAsync(TenantId tenant, Func<T?, Task<T>> ask)
        {
            if (_leases.TryGetValue(tenant, out var known) && known.Holds(time))
            {
                return known;
            }

            var until = time.Provider.GetTimestamp() + (long)(LeaseTime.TotalSeconds * time.Provider.TimestampFrequency);
            var value = await ask(known is null ? default : known.Value);
            if (_leases.Count >= Most)
            {
                _leases.Clear();
            }

            return _leases[tenant] = new Lease<T>(value, until);
        }

        public void End(TenantId tenant)
        {
            if (_leases.TryGetValue(tenant, out var known))
            {
                _leases.TryUpdate(tenant, known with { Until = long.MinValue }, known);
            }
        }
    }
}
