namespace Approvals.Web.Authentication;

/// <summary>
/// The way to the issuers that tenants trust. The host says which addresses may be called: an admin of a tenant names
/// them, and is not to reach the host's own network with that.
/// </summary>
/// <param name="handler">Sends the requests. It follows no redirects.</param>
public sealed class IssuerBackchannel(HttpMessageHandler handler) : IDisposable
{
    private const int LongestDocument = 1024 * 1024;

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);

    internal HttpClient Http { get; } = new(handler) { Timeout = TimeLimit, MaxResponseContentBufferSize = LongestDocument };

    public void Dispose() => Http.Dispose();
}
