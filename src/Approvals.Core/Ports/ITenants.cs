using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;

namespace Approvals.Core.Ports;

/// <summary>The tenants of an engine and their directories.</summary>
public interface ITenants
{
    /// <summary>Creates a tenant with these first entries; false where there is one of this name.</summary>
    Task<bool> CreateAsync(TenantId tenant, IReadOnlyList<TenantChange> changes, CancellationToken cancellation);

    /// <summary>Changes a tenant, all or nothing; false where there is none of this name.</summary>
    /// <exception cref="ArgumentException">The changes contradict the directory; nothing changed.</exception>
    Task<bool> ChangeAsync(TenantId tenant, IReadOnlyList<TenantChange> changes, CancellationToken cancellation);

    ValueTask<Tenant?> FindAsync(TenantId tenant, CancellationToken cancellation);

    /// <summary>The tenant that has this key, revoked or not.</summary>
    ValueTask<Tenant?> FindByKeyAsync(KeyId key, CancellationToken cancellation);

    /// <summary>The one tenant that takes this issuer's tokens for this audience.</summary>
    ValueTask<Tenant?> FindByIssuerAsync(TrustedIssuer issuer, CancellationToken cancellation);
}
