namespace Approvals.Core.Directory;

/// <summary>A provider whose tokens a tenant takes, for this audience. The pair is unique across tenants.</summary>
public sealed record TrustedIssuer(string Issuer, string Audience);
