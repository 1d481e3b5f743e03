using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Tenants;
using Approvals.Embedded.Storage;

namespace Approvals.Embedded;

/// <summary>The tenants, in memory as they are in the file.</summary>
internal sealed class EmbeddedTenants : ITenants
{
    private readonly CommitQueue _queue;
    private readonly TenantTable _table;
    private readonly RecheckTable _rechecks;
    private readonly TimeProvider _time;
    private volatile TenantIndex _tenants;

    public EmbeddedTenants(CommitQueue queue, TenantTable table, RecheckTable rechecks, TimeProvider time)
    {
        _rechecks = rechecks;
        PeopleAlarm = new Alarm(time);
        _queue = queue;
        _table = table;
        _time = time;
        _tenants = table.ReadAll().Aggregate(TenantIndex.Empty, (index, tenant) => index.With(tenant));
    }

    /// <summary>Rings when a tenant's people changed.</summary>
    public Alarm PeopleAlarm { get; }

    public Tenant? Find(TenantId tenant) => _tenants.Tenants.GetValueOrDefault(tenant);

    public ValueTask<Tenant?> FindAsync(TenantId tenant, CancellationToken cancellation) => ValueTask.FromResult(Find(tenant));

    public ValueTask<KeyOwner?> FindByKeyAsync(KeyId key, CancellationToken cancellation)
    {
        var tenants = _tenants;
        return ValueTask.FromResult(
            tenants.ByKey.TryGetValue(key, out var place) ? new KeyOwner(tenants.Tenants[place.Tenant], place.Value) : null);
    }

    public ValueTask<Tenant?> FindByIssuerAsync(TrustedIssuer issuer, CancellationToken cancellation)
    {
        var tenants = _tenants;
        return ValueTask.FromResult(
            tenants.ByIssuer.TryGetValue((issuer.Issuer, issuer.Audience), out var place) ? tenants.Tenants[place.Tenant] : null);
    }

    public Task<TenantOutcome> CreateAsync(
        TenantId tenant, IReadOnlyList<TenantChange> changes, CancellationToken cancellation) =>
        _queue.RunLastOfCommitAsync(
            () => Find(tenant) is null
                ? Store(new Tenant { Id = tenant, CreatedAt = _time.GetUtcNow() }, changes)
                : new Decided<TenantOutcome>(new TenantOutcome.Exists()),
            cancellation);

    public Task<TenantOutcome> ChangeAsync(
        TenantId tenant, IReadOnlyList<TenantChange> changes, CancellationToken cancellation) =>
        _queue.RunLastOfCommitAsync(
            () => Find(tenant) is { } existing
                ? Store(existing, changes)
                : new Decided<TenantOutcome>(new TenantOutcome.NotFound()),
            cancellation);

    public Task<TenantOutcome> ChangeAsync(
        TenantId tenant, int ifVersion, IReadOnlyList<TenantChange> changes, CancellationToken cancellation) =>
        _queue.RunLastOfCommitAsync(
            () => Find(tenant) switch
            {
                null => new Decided<TenantOutcome>(new TenantOutcome.NotFound()),
                var existing when existing.Version != ifVersion =>
                    new Decided<TenantOutcome>(new TenantOutcome.VersionMismatch(existing.Version)),
                var existing => Store(existing, changes),
            },
            cancellation);

    private Decided<TenantOutcome> Store(Tenant tenant, IReadOnlyList<TenantChange> changes)
    {
        var now = _time.GetUtcNow();
        Tenant changed;
        TenantIndex index;
        try
        {
            changed = tenant.Apply(changes, now);
            index = _tenants.With(changed);
        }
        catch (TenantContradictionException e)
        {
            return new Decided<TenantOutcome>(new TenantOutcome.Contradiction(e.Message));
        }

        var concernsPeople = changes.Any(c => c.ConcernsPeople);
        return new Decided<TenantOutcome>(
            new TenantOutcome.Stored(changed),
            Write: () =>
            {
                _table.Put(changed);
                if (concernsPeople)
                {
                    _rechecks.Put(changed, now);
                }
            },
            Committed: () =>
            {
                _tenants = index;
                if (concernsPeople)
                {
                    PeopleAlarm.Ring(now);
                }
            });
    }
}
