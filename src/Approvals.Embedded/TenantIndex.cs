using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;

namespace Approvals.Embedded;

/// <summary>The tenants, and whose a key or an issuer is. Immutable.</summary>
internal sealed record TenantIndex(
    ImmutableDictionary<TenantId, Tenant> Tenants,
    ImmutableDictionary<KeyId, TenantIndex.Owned<ApiKey>> ByKey,
    ImmutableDictionary<(string Issuer, string Audience), TenantIndex.Owned<TrustedIssuer>> ByIssuer)
{
    public static TenantIndex Empty { get; } = new(
        ImmutableDictionary<TenantId, Tenant>.Empty,
        ImmutableDictionary<KeyId, Owned<ApiKey>>.Empty,
        ImmutableDictionary<(string, string), Owned<TrustedIssuer>>.Empty);

    /// <exception cref="TenantContradictionException">A key or an issuer belongs to another tenant.</exception>
    public TenantIndex With(Tenant tenant)
    {
        var before = Tenants.GetValueOrDefault(tenant.Id);
        return new(
            Tenants.SetItem(tenant.Id, tenant),
            Assign(ByKey, before?.Keys, tenant.Keys, tenant.Id, static k => k.Id, static id => $"The key {id}"),
            Assign(ByIssuer, before?.Issuers, tenant.Issuers, tenant.Id, static i => (i.Issuer, i.Audience), static i => $"The issuer {i.Issuer} for {i.Audience}"));
    }

    private static ImmutableDictionary<TName, Owned<T>> Assign<TName, T>(
        ImmutableDictionary<TName, Owned<T>> owners, ImmutableArray<T>? before, ImmutableArray<T> after, TenantId owner, Func<T, TName> nameOf, Func<TName, string> say)
        where TName : notnull
    {
        var builder = owners.ToBuilder();
        builder.RemoveRange((before ?? []).Select(nameOf));
        foreach (var thing in after)
        {
            var name = nameOf(thing);
            if (builder.TryGetValue(name, out var other) && other.Tenant != owner)
            {
                throw new TenantContradictionException($"{say(name)} belongs to another tenant.");
            }

            builder[name] = new Owned<T>(owner, thing);
        }

        return builder.ToImmutable();
    }

    /// <summary>Something, and the tenant whose it is.</summary>
    internal sealed record Owned<T>(TenantId Tenant, T Value);
}
