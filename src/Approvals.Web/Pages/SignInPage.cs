using Approvals.Web.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Approvals.Web.Pages;

/// <summary>
/// <c>/sign-in</c>: the local issuer's page, where a developer signs in with a token that it issued. There is none where
/// the local issuer does not run.
/// </summary>
internal static class SignInPage
{
    public const string Path = "/sign-in";

    private const string To = "to";
    private const string Token = "token";

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        if (!IsThere(routes.ServiceProvider))
        {
            return;
        }

        routes.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], Show).AllowAnonymous().ExcludeFromDescription();
        routes.MapPost(Path, SignInAsync).AllowAnonymous().ExcludeFromDescription();
    }

    public static bool IsThere(IServiceProvider services) => services.GetService<LocalIssuer>() is not null;

    /// <summary>The page, which leads back to this address of ours.</summary>
    public static string AddressFor(string to) => $"{Path}?{To}={Uri.EscapeDataString(to)}";

    private static IResult Show(HttpContext context) =>
        Form(context, StatusCodes.Status200OK, context.Request.Query[To].ToString(), "");

    private static async Task<IResult> SignInAsync(HttpContext context, PersonCredential credential, TimeProvider time)
    {
        var form = await SmallForm.ReadAsync(context.Request);
        var to = form[To].ToString();
        var text = form[Token].ToString().Trim();
        if (!PersonToken.TryRead(text, out var token) || token.Issuer != LocalIssuer.Name || await credential.FindAsync(text, context.RequestAborted) is not { } person)
        {
            return Form(context, StatusCodes.Status403Forbidden, to, """<p class="note">That is no token of somebody who is active.</p>""");
        }

        await Session.BeginAsync(context, person, time.GetUtcNow());
        return LinkPage.IsAddress(to)
            ? TypedResults.LocalRedirect(to)
            : Page.Of(context, StatusCodes.Status200OK, "Signed in", $"<p>You are {Page.Text(person.Name)}. Open the link that you were sent.</p>");
    }

    private static IResult Form(HttpContext context, int status, string to, string note) => Page.Of(context, status, "Sign in", $"""
        {note}
        <p>This server runs for development. Sign in with your token from <code>demo-credentials.json</code>.</p>
        <form method="post" action="{Path}"><input type="hidden" name="{To}" value="{Page.Text(to)}">
        <label for="token">Token</label><textarea id="token" name="{Token}" rows="4" required autocomplete="off"></textarea>
        <button class="plain" type="submit">Sign in</button></form>
        """);
}
