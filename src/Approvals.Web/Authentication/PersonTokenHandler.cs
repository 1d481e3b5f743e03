using System.Security.Claims;
using System.Text.Encodings.Web;
using Approvals.Core.Ports;
using Approvals.Core.Tenants;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Approvals.Web.Authentication;

/// <summary>
/// Authenticates persons by a JWT of an issuer that their tenant trusts. The token says only who the person is; what
/// they may do, the directory says.
/// </summary>
internal sealed class PersonTokenHandler(
    ITenants tenants,
    IssuerRules rules,
    PersonToken tokens,
    SignIn signIn,
    TimeProvider time,
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "PersonToken";

    private const string Refused =
        "The token is no valid one of an issuer and audience that a tenant trusts, or its subject is no active person of the tenant.";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (BearerToken.Of(Request) is not { } text)
        {
            return AuthenticateResult.NoResult();
        }

        var now = time.GetUtcNow();
        if (!PersonToken.TryRead(text, out var token)
            || await FindTrustAsync(token) is not var (tenant, issuer)
            || !await tokens.IsSoundAsync(token, issuer, now, Context.RequestAborted)
            || tenant.FindReviewer(new Identity(token.Issuer, token.Subject)) is not { Active: true } person)
        {
            return AuthenticateResult.Fail(Refused);
        }

        var current = await signIn.UpdateAsync(tenant, issuer, person, token, Context.RequestAborted);
        return Caller.OfPerson(current, person.Id, now) is { } caller
            ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new CallerIdentity(caller, SchemeName)), SchemeName))
            : AuthenticateResult.Fail(Refused);
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return base.HandleChallengeAsync(properties);
    }

    /// <summary>The one tenant that the token is for. Nothing is fetched for a token that no tenant would take.</summary>
    private async Task<(Tenant Tenant, TrustedIssuer Issuer)?> FindTrustAsync(JsonWebToken token)
    {
        var found = new List<(Tenant, TrustedIssuer)>();
        foreach (var audience in token.Audiences.Distinct(StringComparer.Ordinal))
        {
            var named = new TrustedIssuer(token.Issuer, audience);
            if (rules.Allow(named.Issuer)
                && await tenants.FindByIssuerAsync(named, Context.RequestAborted) is { } tenant
                && tenant.FindIssuer(named) is { } issuer)
            {
                found.Add((tenant, issuer));
            }
        }

        return found is [var only] ? only : null;
    }
}
