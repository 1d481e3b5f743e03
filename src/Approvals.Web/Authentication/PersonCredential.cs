using Approvals.Core.Ports;
using Approvals.Core.Tenants;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Approvals.Web.Authentication;

/// <summary>
/// Finds the person whom a JWT of an issuer that their tenant trusts proves. The token says only who the person is, and
/// when they signed in; what they may do, the directory says.
/// </summary>
internal sealed class PersonCredential(ITenants tenants, IssuerRules rules, PersonToken tokens, SignIn signIn, TimeProvider time)
{
    private const string SignedInAt = "auth_time";

    /// <returns>Null where the token proves nobody who is active.</returns>
    public async Task<Caller.Person?> FindAsync(string text, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (!PersonToken.TryRead(text, out var token)
            || await FindTrustAsync(token, cancellation) is not var (tenant, issuer)
            || !await tokens.IsSoundAsync(token, issuer, now, cancellation)
            || tenant.FindReviewer(new Identity(token.Issuer, token.Subject)) is not { Active: true } person)
        {
            return null;
        }

        var current = await signIn.UpdateAsync(tenant, issuer, person, token, cancellation);
        return Caller.OfPerson(current, person.Id, now) is { } caller ? caller with { SignedInAt = SignInOf(token) } : null;
    }

    /// <summary>When the person proved themselves to the provider (OpenID Connect Core 1.0, 2), if the token says it.</summary>
    private static DateTimeOffset? SignInOf(JsonWebToken token) =>
        token.TryGetPayloadValue<long>(SignedInAt, out var seconds) && seconds is > 0 and < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    /// <summary>The one tenant that the token is for. Nothing is fetched for a token that no tenant would take.</summary>
    private async Task<(Tenant Tenant, TrustedIssuer Issuer)?> FindTrustAsync(JsonWebToken token, CancellationToken cancellation)
    {
        var found = new List<(Tenant, TrustedIssuer)>();
        foreach (var audience in token.Audiences.Distinct(StringComparer.Ordinal))
        {
            var named = new TrustedIssuer(token.Issuer, audience);
            if (rules.Allow(named.Issuer)
                && await tenants.FindByIssuerAsync(named, cancellation) is { } tenant
                && tenant.FindIssuer(named) is { } issuer)
            {
                found.Add((tenant, issuer));
            }
        }

        return found is [var only] ? only : null;
    }
}
