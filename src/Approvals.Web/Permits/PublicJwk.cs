namespace Approvals.Web.Permits;

/// <summary>A public key on an elliptic curve (RFC 7517, RFC 7518 section 6.2.1).</summary>
internal sealed record PublicJwk(string Kty, string Crv, string X, string Y, string Kid, string Use, string Alg);
