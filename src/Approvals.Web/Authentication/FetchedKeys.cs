using Approvals.Web.Problems;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Approvals.Web.Authentication;

/// <summary>
/// The keys of one issuer, by OpenID Connect Discovery 1.0. They are kept for half a day, and fetched again where a
/// token is signed with none of them.
/// </summary>
internal sealed partial class FetchedKeys
{
    /// <summary>How long an issuer that cannot be reached is left alone.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>How often, at the most, unknown keys have the issuer asked again.</summary>
    public static readonly TimeSpan Refresh = TimeSpan.FromSeconds(30);

    private readonly string _issuer;
    private readonly ConfigurationManager<OpenIdConnectConfiguration> _manager;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private Task<OpenIdConnectConfiguration>? _fetching;
    private long? _failedAt;

    /// <summary>
    /// Whoever brings a token of a new key waits for that key, rather than being sent away once. To be called before
    /// anything of IdentityModel is used, which reads it once.
    /// </summary>
    public static void WaitForNewKeys() => AppContext.SetSwitch("Switch.Microsoft.IdentityModel.UpdateConfigAsBlocking", true);

    public FetchedKeys(string issuer, HttpClient http, bool requireHttps, TimeProvider time, ILogger logger)
    {
        _logger = logger;
        _issuer = issuer;
        _time = time;
        _manager = new ConfigurationManager<OpenIdConnectConfiguration>(
            issuer.TrimEnd('/') + "/.well-known/openid-configuration",
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(http) { RequireHttps = requireHttps })
        {
            RefreshInterval = Refresh,
        };
    }

    public async Task<ICollection<SecurityKey>> FindAsync(CancellationToken cancellation)
    {
        OpenIdConnectConfiguration configuration;
        try
        {
            configuration = await FetchOnce().WaitAsync(cancellation);
        }
        catch (Exception e) when (e is not (OperationCanceledException or RefusedException))
        {
            Remember(_time.GetTimestamp());
            LogNotFetched(_logger, _issuer, e);
            throw Unavailable("The keys of your token's issuer cannot be fetched");
        }

        if (configuration.Issuer != _issuer)
        {
            Remember(_time.GetTimestamp());
            LogNamesAnother(_logger, _issuer, configuration.Issuer);
            throw Unavailable("What your token's issuer says of itself names another issuer");
        }

        return configuration.SigningKeys;
    }

    public Task<ICollection<SecurityKey>> FindAgainAsync(CancellationToken cancellation)
    {
        _manager.RequestRefresh();
        return FindAsync(cancellation);
    }

    private void Remember(long failedAt)
    {
        lock (_lock)
        {
            _failedAt = failedAt;
        }
    }

    /// <summary>However many wait, the issuer is asked once.</summary>
    private Task<OpenIdConnectConfiguration> FetchOnce()
    {
        lock (_lock)
        {
            if (_failedAt is { } at && _time.GetElapsedTime(at) < Pause)
            {
                throw Unavailable("The keys of your token's issuer could not be fetched a moment ago");
            }

            _failedAt = null;
            return _fetching = _fetching is { IsCompleted: false } running ? running : _manager.GetConfigurationAsync(CancellationToken.None);
        }
    }

    private static RefusedException Unavailable(string what) =>
        new(ProblemCode.IssuerUnavailable, $"{what}, so it cannot be checked and is not taken. Try again later.") { RetryAfter = Pause };
}
