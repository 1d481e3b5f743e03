using System.Diagnostics.CodeAnalysis;
using Approvals.Core.Tenants;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Approvals.Web.Authentication;

/// <summary>
/// Checks a person's token: a JWT (RFC 7519) of a signature that only its issuer can make, in its time, and with nothing
/// critical in it that is not understood (RFC 7515, section 4.1.11).
/// </summary>
internal sealed class PersonToken(IssuerKeys keys, SoundTokens sound)
{
    private const int MaxLength = 16 * 1024;

    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = MaxLength };

    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
    ];

    /// <summary>Reads what a token says of itself, which is not to be believed yet.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out JsonWebToken? token)
    {
        token = null;
        if (text.Length > MaxLength || text.Count(c => c == '.') != 2)
        {
            return false;
        }

        try
        {
            token = new JsonWebToken(text);
            return IsReadable(token) && !token.TryGetHeaderValue<object>("crit", out _);
        }
        catch (Exception)
        {
            // Members of the wrong kind are found when they are read, each by an exception of its own.
            return false;
        }
    }

    private static bool IsReadable(JsonWebToken token) =>
        token is { Issuer.Length: > 0, Subject.Length: > 0, Alg.Length: > 0, Kid: not null, Typ: not null }
        && token.Audiences.All(a => a is { Length: > 0 })
        && token.IssuedAt <= DateTime.MaxValue && token.ValidFrom <= DateTime.MaxValue && token.ValidTo <= DateTime.MaxValue;

    /// <summary>Whether the token is the issuer's, for the tenant, and in its time.</summary>
    public async Task<bool> IsSoundAsync(JsonWebToken token, TrustedIssuer issuer, DateTimeOffset now, CancellationToken cancellation)
    {
        var found = await keys.FindAsync(issuer.Issuer, cancellation);
        if (sound.Has(token, issuer, found))
        {
            return IsInTime(token.ValidFrom, token.ValidTo, token.IssuedAt, now.UtcDateTime);
        }

        var result = await Handler.ValidateTokenAsync(token, Parameters(issuer, found, now));
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException or SecurityTokenInvalidSignatureException)
        {
            var again = await keys.FindAgainAsync(issuer.Issuer, cancellation);
            result = ReferenceEquals(again, found) ? result : await Handler.ValidateTokenAsync(token, Parameters(issuer, again, now));
            found = again;
        }

        if (result.IsValid)
        {
            sound.Add(token, issuer, found);
        }

        return result.IsValid;
    }

    private static TokenValidationParameters Parameters(TrustedIssuer issuer, ICollection<SecurityKey> keys, DateTimeOffset now) => new()
    {
        ValidIssuer = issuer.Issuer,
        ValidAudience = issuer.Audience,
        IssuerSigningKeys = keys,
        ValidAlgorithms = Algorithms,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        LifetimeValidator = (notBefore, expires, token, _) => IsInTime(notBefore, expires, ((JsonWebToken)token).IssuedAt, now.UtcDateTime),
        TypeValidator = (type, _, _) => IsOfAPerson(type) ? type : throw new SecurityTokenInvalidTypeException($"'{type}' is no token of a person."),
    };

    private static bool IsInTime(DateTime? notBefore, DateTime? expires, DateTime issuedAt, DateTime now) =>
        expires is { } end && now - ClockSkew < end && !(notBefore > now + ClockSkew) && issuedAt <= now + ClockSkew;

    /// <summary>An id token or an access token (RFC 9068); not one of the other things that issuers sign.</summary>
    private static bool IsOfAPerson(string? type) => type is null or ""
        || type.Equals("JWT", StringComparison.OrdinalIgnoreCase)
        || type.Equals("at+jwt", StringComparison.OrdinalIgnoreCase)
        || type.Equals("application/at+jwt", StringComparison.OrdinalIgnoreCase);
}
