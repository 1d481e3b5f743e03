using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;

namespace Approvals.Core.Ports;

/// <summary>The tenants of an engine and their directories.</summary>
public interface ITenants
{
    /// <summary>Creates a tenant with these first entries.</summary>
    Task<TenantOutcome> CreateAsync(TenantId tenant, IReadOnlyList<TenantChange> changes, CancellationToken cancellation);

    /// <summary>Changes a tenant, all or nothing.</summary>
    Task<TenantOutcome> ChangeAsync(TenantId tenant, IReadOnlyList<TenantChange> changes, CancellationToken cancellation);

    /// <summary>The same where the tenant is still of the version that the caller decided on.</summary>
    Task<TenantOutcome> ChangeAsync(
        TenantId tenant, int ifVersion, IReadOnlyList<TenantChange> changes, CancellationToken cancellation);

    ValueTask<Tenant?> FindAsync(TenantId tenant, CancellationToken cancellation);

    /// <summary>The key of this id, revoked or not; null where no tenant has one. It takes as long whichever key it is.</summary>
    ValueTask<KeyOwner?> FindByKeyAsync(KeyId key, CancellationToken cancellation);

    /// <summary>The one tenant that takes this issuer's tokens for this audience, whatever roles they give.</summary>
    ValueTask<Tenant?> FindByIssuerAsync(TrustedIssuer issuer, CancellationToken cancellation);
}
