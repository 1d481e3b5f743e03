using Approvals.Web.Permits;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Approvals.Web.Authentication;

/// <summary>
/// Issues persons' tokens on a developer's machine, where there is no OpenID provider. Whoever runs the server can
/// issue a token for anybody, so it starts in development only.
/// </summary>
public sealed class LocalIssuer
{
    /// <summary>Its <c>iss</c>.</summary>
    public const string Name = "approvals-local-issuer";

    private const string KeyFile = "local-issuer-key.pem";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private readonly ECDsaSecurityKey _key;

    private LocalIssuer(ECDsaSecurityKey key)
    {
        _key = key;
        VerificationKeys = [key];
    }

    /// <summary>The same ones each time.</summary>
    internal ICollection<SecurityKey> VerificationKeys { get; }

    /// <summary>The issuer whose key is kept in this directory; made there if there is none.</summary>
    /// <exception cref="InvalidOperationException">The environment is not development.</exception>
    public static LocalIssuer Open(string dataDirectory, IHostEnvironment environment) =>
        environment.IsDevelopment()
            ? new LocalIssuer(EcKeyFile.LoadOrCreate(Path.Combine(dataDirectory, KeyFile)))
            : throw new InvalidOperationException(
                $"The local issuer lets anybody be issued a token for anybody: it runs in Development only, and this is {environment.EnvironmentName}. Use an OpenID provider.");

    /// <summary>A JWT that proves this subject to the tenant with this audience.</summary>
    public string Issue(string subject, string audience, DateTimeOffset now) => new JsonWebTokenHandler().CreateToken(
        new SecurityTokenDescriptor
        {
            Issuer = Name,
            Audience = audience,
            Claims = new Dictionary<string, object>(StringComparer.Ordinal) { [JwtRegisteredClaimNames.Sub] = subject },
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + Lifetime).UtcDateTime,
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.EcdsaSha256),
        });
}
