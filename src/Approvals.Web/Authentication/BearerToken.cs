using Microsoft.AspNetCore.Http;

namespace Approvals.Web.Authentication;

/// <summary>The credential of a request (RFC 6750, in the header only).</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";

    public static string? Of(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? header[Scheme.Length..].Trim()
            : null;
}
