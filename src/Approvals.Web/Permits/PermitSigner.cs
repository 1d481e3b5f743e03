using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Approvals.Web.Permits;

/// <summary>
/// Signs permits with ES256 (RFC 7515, RFC 7518): <c>iss</c>; <c>aud</c>, the executor; <c>jti</c> and
/// <c>request</c>, the request's id, since it has one permit; <c>iat</c>, <c>nbf</c>; <c>exp</c>, the end of the
/// lease; <c>tenant</c>; <c>digest</c>, of what may be executed.
/// </summary>
public sealed class PermitSigner : IPermitSigner
{
    private const string KeyFile = "permit-key.pem";
    private const string TokenType = "permit+jwt";

    private readonly ECDsaSecurityKey _key;
    private readonly SigningCredentials _credentials;
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly string _issuer;

    private PermitSigner(ECDsaSecurityKey key, string issuer)
    {
        _key = key;
        _credentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256);
        _issuer = issuer;
    }

    /// <summary>The signer whose key is kept in this directory; made there if there is none.</summary>
    /// <exception cref="InvalidDataException">The key cannot be read.</exception>
    public static PermitSigner Open(string dataDirectory, IOptions<ApprovalsWebOptions> options) =>
        new(EcKeyFile.LoadOrCreate(Path.Combine(dataDirectory, KeyFile)), options.Value.Issuer);

    /// <inheritdoc/>
    public string Sign(ApprovalRequest claimed)
    {
        var claim = claimed.Claim ?? throw new ArgumentException("The request was not claimed.", nameof(claimed));
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = TokenType,
            Issuer = _issuer,
            Audience = claim.Executor.Value,
            IssuedAt = claim.ClaimedAt.UtcDateTime,
            NotBefore = claim.ClaimedAt.UtcDateTime,
            Expires = claim.LeaseEndsAt.UtcDateTime,
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                [JwtRegisteredClaimNames.Jti] = claimed.Id.Value,
                ["request"] = claimed.Id.Value,
                ["tenant"] = claimed.Tenant.Value,
                ["digest"] = claimed.Action.Digest.Value,
            },
            SigningCredentials = _credentials,
        });
    }

    /// <summary>The public half, as a JWK (RFC 7517).</summary>
    internal PublicJwk PublicKey()
    {
        var jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(_key);
        return new PublicJwk(jwk.Kty, jwk.Crv, jwk.X, jwk.Y, _key.KeyId, "sig", SecurityAlgorithms.EcdsaSha256);
    }
}
