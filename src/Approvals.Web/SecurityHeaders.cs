using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Approvals.Web;

/// <summary>
/// What browsers and caches are told of every answer: not to guess what it is, not to keep it, not to show it in
/// somebody's frame, and not to come without TLS once they came with it.
/// </summary>
internal static class SecurityHeaders
{
    private const string ForAYear = "max-age=31536000";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        // Not before: a refusal clears what was set until then.
        context.Response.OnStarting(static state => AddTo((HttpContext)state), context);
        return next(context);
    });

    private static Task AddTo(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers.XFrameOptions = "DENY";
        if (headers.ContentSecurityPolicy is [])
        {
            headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        }

        headers["Referrer-Policy"] = "no-referrer";
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = ForAYear;
        }

        return Task.CompletedTask;
    }
}
