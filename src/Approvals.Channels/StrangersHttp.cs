using Approvals.Channels.Callback;

namespace Approvals.Channels;

/// <summary>
/// HTTP to addresses that tenants name: no address that is not public, unless that is allowed; no redirect is followed,
/// no proxy asked, no cookie kept.
/// </summary>
public static class StrangersHttp
{
    private const int LongestHeadersKilobytes = 16;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    /// <summary>A kept connection does not outlive what its name meant by much.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    /// <param name="allowPrivateAddresses">Whether addresses of this network may be called, too.</param>
    public static HttpMessageHandler CreateHandler(bool allowPrivateAddresses) =>
        CreateHandler(new AddressGuard(allowPrivateAddresses), ConnectTimeout);

    internal static SocketsHttpHandler CreateHandler(AddressGuard guard, TimeSpan connectTimeout) => new()
    {
        ConnectCallback = guard.ConnectAsync,
        ConnectTimeout = connectTimeout,
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        // The other side is a stranger: no trace ids for it.
        ActivityHeadersPropagator = null,
        MaxResponseHeadersLength = LongestHeadersKilobytes,
        MaxResponseDrainSize = 0,
        PooledConnectionLifetime = ConnectionLifetime,
    };
}
