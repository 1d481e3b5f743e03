using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Approvals.Web.Authentication;

/// <summary>Which issuers a tenant may trust: OpenID providers, by https; on a developer's machine by http, and the local issuer.</summary>
internal sealed class IssuerRules(IHostEnvironment environment, IServiceProvider services)
{
    private readonly LocalIssuer? _local = services.GetService<LocalIssuer>();

    /// <summary>In words, for errors.</summary>
    public string Rule => environment.IsDevelopment()
        ? "is the https or http address of an OpenID provider, without a query and a fragment"
        : "is the https address of an OpenID provider, without a query and a fragment";

    /// <summary>Whether documents are fetched by https only.</summary>
    public bool RequireHttps => !environment.IsDevelopment();

    public bool Allow(string issuer) =>
        (_local is not null && issuer == LocalIssuer.Name)
        || (Uri.TryCreate(issuer, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && !RequireHttps))
            && address is { UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0, Host.Length: > 0 });
}
