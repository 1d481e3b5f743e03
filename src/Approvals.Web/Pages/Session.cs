using System.Globalization;
using System.Security.Claims;
using Approvals.Core.Identifiers;
using Approvals.Core.Requests;
using Approvals.Web.Authentication;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Claim = System.Security.Claims.Claim;

namespace Approvals.Web.Pages;

/// <summary>
/// Who signed in with this browser, and when: a cookie that only this service reads. It says who it is; what they may
/// do, the directory says at each call.
/// </summary>
internal static class Session
{
    private const string Scheme = "Session";
    private const string TenantClaim = "tenant";
    private const string ReviewerClaim = "reviewer";
    private const string SignedInClaim = "signed_in";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    public static AuthenticationBuilder AddSession(this AuthenticationBuilder builder) => builder.AddCookie(Scheme, static options =>
    {
        options.Cookie.Name = "approvals_session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = Lifetime;
        options.SlidingExpiration = false;
    });

    /// <summary>The person signed in at this moment.</summary>
    public static Task BeginAsync(HttpContext context, Caller.Person person, DateTimeOffset now) => context.SignInAsync(
        Scheme,
        new ClaimsPrincipal(new ClaimsIdentity(
            [
                new Claim(TenantClaim, person.Tenant.Value),
                new Claim(ReviewerClaim, person.Reviewer.Id.Value),
                new Claim(SignedInClaim, now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
            ],
            Scheme)));

    /// <summary>What this browser proves of the person.</summary>
    public static async Task<Proof> ProofOfAsync(HttpContext context, TenantId tenant, ReviewerId reviewer, DateTimeOffset now)
    {
        var user = (await context.AuthenticateAsync(Scheme)).Principal;
        if (user?.FindFirstValue(TenantClaim) != tenant.Value || user.FindFirstValue(ReviewerClaim) != reviewer.Value)
        {
            return Proof.Possession;
        }

        var at = long.TryParse(user.FindFirstValue(SignedInClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : DateTimeOffset.MinValue;
        return now - at < Proofs.Recent ? Proof.RecentSignIn : Proof.Account;
    }
}
