using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Approvals.Web.Tests.Tokens;

/// <summary>An OpenID provider as far as its tokens' readers see one: discovery, keys, and tokens.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private volatile SecurityKey[] _published = [];
    private int _calls;

    private TestIssuer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Use(async (context, next) =>
        {
            Interlocked.Increment(ref _calls);
            if (IsDown)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }

            await next(context);
        });
        _app.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = Claimed ?? Name, jwks_uri = $"{Name}/keys" }));
        _app.MapGet("/keys", () => Results.Text(Keys(), "application/json"));
    }

    /// <summary>Its <c>iss</c>.</summary>
    public string Name => _app.Urls.Single();

    /// <summary>What its discovery document calls it, where that is something else.</summary>
    public string? Claimed { get; set; }

    public bool IsDown { get; set; }

    public int Calls => Volatile.Read(ref _calls);

    /// <summary>What it signs with, unless a test says otherwise.</summary>
    public SecurityKey Key { get; private set; } = NewKey();

    public static async Task<TestIssuer> StartAsync()
    {
        var issuer = new TestIssuer();
        issuer._published = [issuer.Key];
        await issuer._app.StartAsync();
        return issuer;
    }

    public static ECDsaSecurityKey NewKey() =>
        new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = Guid.NewGuid().ToString("N") };

    /// <summary>Signs with this key from now on, and publishes it alone.</summary>
    public void Rotate(SecurityKey to)
    {
        Key = to;
        _published = [to];
    }

    /// <summary>A token that is sound, but for what the test makes of it.</summary>
    public string Issue(string subject, string audience, Action<SecurityTokenDescriptor>? change = null)
    {
        var now = DateTime.UtcNow;
        var token = new SecurityTokenDescriptor
        {
            Issuer = Name,
            Audience = audience,
            Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = subject },
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddMinutes(5),
            SigningCredentials = new SigningCredentials(Key, Key is RsaSecurityKey ? SecurityAlgorithms.RsaSha256 : SecurityAlgorithms.EcdsaSha256),
        };
        change?.Invoke(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }

    /// <summary>Its keys as it publishes them: public halves alone.</summary>
    public string Keys() => JsonSerializer.Serialize(new { keys = _published.Select(ToJwk) });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static Dictionary<string, string> ToJwk(SecurityKey key)
    {
        var jwk = JsonWebKeyConverter.ConvertFromSecurityKey(key);
        var members = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["kty"] = jwk.Kty,
            ["kid"] = key.KeyId,
            ["use"] = "sig",
            ["crv"] = jwk.Crv,
            ["x"] = jwk.X,
            ["y"] = jwk.Y,
            ["n"] = jwk.N,
            ["e"] = jwk.E,
        };
        return members.Where(m => m.Value is not null).ToDictionary(m => m.Key, m => m.Value!, StringComparer.Ordinal);
    }
}
