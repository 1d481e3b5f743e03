using System.Security.Claims;
using Approvals.Core.Ports;
using Approvals.Core.Tenants;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Approvals.Web.Authentication;

/// <summary>
/// Authenticates persons by a JWT (RFC 7519) of an issuer that their tenant trusts. The token says only who the
/// person is; what they may do, the directory says.
/// </summary>
internal sealed class PersonTokens(IServiceProvider services) : IConfigureNamedOptions<JwtBearerOptions>
{
    private const string NotKnown = "The token's issuer and audience belong to no tenant, or its subject to no active person of it.";

    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    public void Configure(string? name, JwtBearerOptions options) => Configure(options);

    public void Configure(JwtBearerOptions options)
    {
        var local = services.GetService<LocalIssuer>();
        options.MapInboundClaims = false;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = local is null ? null : LocalIssuer.Name,
            IssuerSigningKey = local?.VerificationKey,
            // Which audiences there are, the tenants say: see FindPersonAsync.
            ValidateAudience = false,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            ClockSkew = ClockSkew,
        };
        options.Events = new JwtBearerEvents { OnTokenValidated = FindPersonAsync };
    }

    private static async Task FindPersonAsync(TokenValidatedContext context)
    {
        var tenants = context.HttpContext.RequestServices.GetRequiredService<ITenants>();
        if (context.SecurityToken is JsonWebToken { Issuer: var issuer, Subject: var subject } token
            && token.Audiences.ToList() is [var audience]
            && await tenants.FindByIssuerAsync(new TrustedIssuer(issuer, audience), context.HttpContext.RequestAborted) is { } tenant
            && tenant.FindReviewer(new Identity(issuer, subject)) is { Active: true } person
            && tenant.StandingOf(person.Id, Now(context)) is { } standing)
        {
            var identity = new CallerIdentity(new Caller.Person(tenant.Id, person, standing), context.Scheme.Name);
            context.Principal = new ClaimsPrincipal(identity);
            return;
        }

        context.Fail(NotKnown);
    }

    private static DateTimeOffset Now(TokenValidatedContext context) =>
        context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
}
