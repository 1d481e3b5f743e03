namespace Approvals.Web.Permits;

/// <summary>Public keys as a set (RFC 7517, section 5).</summary>
internal sealed record PublicJwks(IReadOnlyList<PublicJwk> Keys);
