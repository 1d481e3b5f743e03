using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Tenants;
using Approvals.GrainContracts.Wire;

namespace Approvals.GrainContracts.Client;

/// <summary>The tenants of a cluster.</summary>
internal sealed class ClusterTenants(GrainCalls calls) : ITenants
{
    private readonly Remembered<TenantId, Tenant> _last = new();
    private readonly Remembered<TenantId, SharedQuestion<Tenant?>> _questions = new();
    private readonly Remembered<KeyId, TenantId> _keys = new();
    private readonly Remembered<(string Issuer, string Audience), TenantId> _issuers = new();

    public async Task<TenantOutcome> CreateAsync(
        TenantId tenant, IReadOnlyList<TenantChange> changes, CancellationToken cancellation) =>
        (await calls.CallAsync(tenant, grains => Grain(grains, tenant).CreateAsync(Of(changes)), cancellation)).Read<TenantOutcome>();

    public async Task<TenantOutcome> ChangeAsync(
        TenantId tenant, IReadOnlyList<TenantChange> changes, CancellationToken cancellation) =>
        (await calls.CallAsync(tenant, grains => Grain(grains, tenant).ChangeAsync(Of(changes)), cancellation)).Read<TenantOutcome>();

    public async Task<TenantOutcome> ChangeAsync(
        TenantId tenant, int ifVersion, IReadOnlyList<TenantChange> changes, CancellationToken cancellation) =>
        (await calls.CallAsync(tenant, grains => Grain(grains, tenant).ChangeAsync(Of(changes, ifVersion)), cancellation)).Read<TenantOutcome>();

    /// <summary>Every call of a front end asks who calls: those that come at once ask together.</summary>
    public async ValueTask<Tenant?> FindAsync(TenantId tenant, CancellationToken cancellation)
    {
        if (!_questions.TryGet(tenant, out var question))
        {
            question = new SharedQuestion<Tenant?>(() => AskAsync(tenant));
            _questions.Put(tenant, question);
        }

        using var pass = calls.Enter();
        return await question.AskAsync().WaitAsync(cancellation);
    }

    public async ValueTask<KeyOwner?> FindByKeyAsync(KeyId key, CancellationToken cancellation)
    {
        // A key stays the tenant's that has it; what it is worth, the directory says.
        if (!_keys.TryGet(key, out var tenant))
        {
            tenant = TenantId.Parse(await calls.CallAsync(null, grains => Directory(grains).FindByKeyAsync(key.Value), cancellation));
            if (tenant is null)
            {
                return null;
            }

            _keys.Put(key, tenant);
        }

        return await FindAsync(tenant, cancellation) is { } found && found.FindKey(key) is { } stored ? new KeyOwner(found, stored) : null;
    }

    public async ValueTask<Tenant?> FindByIssuerAsync(TrustedIssuer issuer, CancellationToken cancellation)
    {
        // An issuer that one tenant trusts no longer may be another's by now.
        if (_issuers.TryGet((issuer.Issuer, issuer.Audience), out var known)
            && await FindAsync(known, cancellation) is { } tenant && tenant.FindIssuer(issuer) is not null)
        {
            return tenant;
        }

        var found = TenantId.Parse(await calls.CallAsync(
            null, grains => Directory(grains).FindByIssuerAsync(issuer.Issuer, issuer.Audience), cancellation));
        if (found is null)
        {
            return null;
        }

        _issuers.Put((issuer.Issuer, issuer.Audience), found);
        return await FindAsync(found, cancellation) is { } now && now.FindIssuer(issuer) is not null ? now : null;
    }

    private async Task<Tenant?> AskAsync(TenantId tenant)
    {
        var known = _last.TryGet(tenant, out var last) ? last.Version : (int?)null;
        var answer = (await calls.CallUncountedAsync(tenant, grains => Grain(grains, tenant).FindAsync(known), CancellationToken.None)).Read<TenantAnswer>();
        if (answer is not { Exists: true, Tenant: { } found })
        {
            return answer.Exists ? last : null;
        }

        _last.Put(tenant, found);
        return found;
    }

    private static Envelope Of(IReadOnlyList<TenantChange> changes, int? ifVersion = null) => Message.Of(new ChangeCall([.. changes], ifVersion));

    private static ITenantGrain Grain(IGrainFactory grains, TenantId tenant) => grains.GetGrain<ITenantGrain>(GrainKeys.Of(tenant));

    private static IDirectoryGrain Directory(IGrainFactory grains) => grains.GetGrain<IDirectoryGrain>(IDirectoryGrain.Key);
}
