using System.Collections.Immutable;
using Approvals.Core.Tenants;

namespace Approvals.Web.Contract;

/// <summary>Whose tokens the tenant takes.</summary>
internal sealed record TenantIdentityView(IReadOnlyList<IssuerView> Issuers)
{
    public static TenantIdentityView Of(Tenant tenant) => new([.. tenant.Issuers.Select(IssuerView.Of)]);
}

/// <summary>A provider, and the audience by which its tokens are for this tenant.</summary>
internal sealed record IssuerView(string Issuer, string Audience, RoleClaimView? Roles)
{
    public static IssuerView Of(TrustedIssuer issuer) => new(
        issuer.Issuer,
        issuer.Audience,
        issuer.Roles is { } roles ? new RoleClaimView(roles.Claim, roles.Map) : null);
}

/// <summary>Which values of which claim give which role.</summary>
internal sealed record RoleClaimView(string Claim, ImmutableArray<MappedRole> Map);
