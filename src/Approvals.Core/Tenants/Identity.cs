namespace Approvals.Core.Tenants;

/// <summary>A person at an OpenID provider: its <c>iss</c> and <c>sub</c>. No e-mail claim identifies anybody.</summary>
public sealed record Identity(string Issuer, string Subject);
