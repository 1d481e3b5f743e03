using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Approvals.Web.Authentication;

/// <summary>The keys of the issuers that tenants trust. Ask only for those: what is asked for is fetched.</summary>
internal sealed class IssuerKeys(IssuerBackchannel backchannel, IssuerRules rules, TimeProvider time, ILogger<IssuerKeys> logger, IServiceProvider services)
{
    private readonly LocalIssuer? _local = services.GetService<LocalIssuer>();
    private readonly ConcurrentDictionary<string, FetchedKeys> _fetched = new(StringComparer.Ordinal);

    /// <summary>The keys as they are known.</summary>
    /// <exception cref="Problems.RefusedException">They are not known, and cannot be fetched.</exception>
    public async Task<ICollection<SecurityKey>> FindAsync(string issuer, CancellationToken cancellation) =>
        _local is not null && issuer == LocalIssuer.Name ? _local.VerificationKeys : await Fetched(issuer).FindAsync(cancellation);

    /// <summary>The keys after another look at the issuer, where it was not looked at just now; else as they are known.</summary>
    public async Task<ICollection<SecurityKey>> FindAgainAsync(string issuer, CancellationToken cancellation) =>
        _local is not null && issuer == LocalIssuer.Name ? _local.VerificationKeys : await Fetched(issuer).FindAgainAsync(cancellation);

    private FetchedKeys Fetched(string issuer) =>
        _fetched.GetOrAdd(issuer, static (name, way) => new FetchedKeys(name, way.Http, way.RequireHttps, way.Time, way.Logger), (backchannel.Http, rules.RequireHttps, Time: time, Logger: logger));
}
