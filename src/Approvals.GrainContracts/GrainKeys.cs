using Approvals.Core.Identifiers;

namespace Approvals.GrainContracts;

/// <summary>The keys of the grains. No tenant's name holds a slash.</summary>
public static class GrainKeys
{
    private const string TenantPrefix = "tenant/";

    /// <summary>Of a grain that belongs to a tenant as a whole. The slash keeps a name such as "42" from being taken for a number.</summary>
    public static string Of(TenantId tenant) => TenantPrefix + tenant;

    public static string Of(TenantId tenant, RequestId request) => $"{tenant}/{request}";

    /// <summary>Of the way out for one channel of a tenant.</summary>
    public static string Of(TenantId tenant, ChannelName channel) => $"gateway/{tenant}/{channel}";

    /// <returns>Null where the key is none of a tenant's grain.</returns>
    public static TenantId? ParseTenant(string key) =>
        key.StartsWith(TenantPrefix, StringComparison.Ordinal) ? TenantId.Parse(key[TenantPrefix.Length..]) : null;

    /// <returns>Null where the key is none of a request.</returns>
    public static (TenantId Tenant, RequestId Request)? ParseRequest(string key) =>
        key.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
        && TenantId.Parse(key[..slash]) is { } tenant && RequestId.Parse(key[(slash + 1)..]) is { } request
            ? (tenant, request)
            : null;
}
