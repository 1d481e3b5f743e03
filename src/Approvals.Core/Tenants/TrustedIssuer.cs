namespace Approvals.Core.Tenants;

/// <summary>A provider whose tokens a tenant takes, for this audience. The pair is unique across tenants.</summary>
/// <param name="Issuer">Its <c>iss</c>.</param>
/// <param name="Audience">The <c>aud</c> that stands for the tenant.</param>
public sealed record TrustedIssuer(string Issuer, string Audience)
{
    /// <summary>Which roles a sign-in gives and takes; null where it says only who somebody is.</summary>
    public RoleClaim? Roles { get; init; }

    /// <summary>Whether both are one provider for one audience.</summary>
    public bool IsSame(TrustedIssuer other) => Issuer == other.Issuer && Audience == other.Audience;
}
