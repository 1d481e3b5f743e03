using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using Approvals.Core.Ports;
using Approvals.Core.Tenants;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Approvals.Web.Authentication;

/// <summary>Authenticates programs by <c>Authorization: Bearer apk_…</c>.</summary>
internal sealed class ApiKeyHandler(
    ITenants tenants, TimeProvider time, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "ApiKey";

    private const string Refused = "The API key is not known, expired or revoked.";

    private static readonly KeyCheck Check = new(CryptographicOperations.FixedTimeEquals);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BearerToken.Of(Request) is not { } token || !token.StartsWith(PresentedKey.Prefix, StringComparison.Ordinal))
        {
            return AuthenticateResult.NoResult();
        }

        if (!PresentedKey.TryParse(token, out var presented))
        {
            return AuthenticateResult.Fail("An API key has the form apk_<id>_<secret>.");
        }

        var owner = await tenants.FindByKeyAsync(presented.Id, Context.RequestAborted);
        if (!Check.IsGood(presented, owner?.Key, time.GetUtcNow()))
        {
            return AuthenticateResult.Fail(Refused);
        }

        var identity = new CallerIdentity(Caller.OfKey(owner!.Tenant, owner.Key), SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return base.HandleChallengeAsync(properties);
    }
}
