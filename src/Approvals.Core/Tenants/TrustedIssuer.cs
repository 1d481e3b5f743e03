namespace Approvals.Core.Tenants;

/// <summary>A provider whose tokens a tenant takes, for this audience. The pair is unique across tenants.</summary>
public sealed record TrustedIssuer(string Issuer, string Audience);
