using System.Security.Claims;
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

    /// <summary>Compared with where there is no such key, so that an unknown id takes as long as a wrong secret.</summary>
    private static readonly ApiKey Nobody = ApiKeyText.Draw().ToStored(new KeyHolder.ForAuditor(), default);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BearerToken.Of(Request) is not { } token || !token.StartsWith(ApiKeyText.Prefix, StringComparison.Ordinal))
        {
            return AuthenticateResult.NoResult();
        }

        if (!ApiKeyText.TryParse(token, out var presented))
        {
            return AuthenticateResult.Fail("An API key has the form apk_<id>_<secret>.");
        }

        var tenant = await tenants.FindByKeyAsync(presented.Id, Context.RequestAborted);
        var stored = tenant?.FindKey(presented.Id);
        var matches = presented.Matches(stored ?? Nobody);
        if (tenant is null || stored is null || !matches || !stored.IsInForce(time.GetUtcNow()))
        {
            return AuthenticateResult.Fail(Refused);
        }

        var identity = new CallerIdentity(Caller.OfKey(tenant, stored), SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return base.HandleChallengeAsync(properties);
    }
}
