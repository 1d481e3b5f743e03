using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Tenants;

namespace Approvals.Channels.Secrets;

/// <summary>Finds a channel's secrets.</summary>
internal static class SecretsOfChannels
{
    /// <returns>Null where it is not set, or was encrypted with keys that are gone.</returns>
    public static string? Find(this IChannelSecrets secrets, TenantId tenant, TenantChannel channel, string name) =>
        channel.Secrets.TryGetValue(name, out var encrypted) ? secrets.Reveal(tenant, channel.Name, name, encrypted) : null;

    /// <exception cref="SecretMissingException">It is not set, or was encrypted with keys that are gone.</exception>
    public static string Require(this IChannelSecrets secrets, TenantId tenant, TenantChannel channel, string name) =>
        secrets.Find(tenant, channel, name) ?? throw new SecretMissingException(name);
}

/// <summary>A channel cannot be used until its secret is set again; the engine tries again.</summary>
internal sealed class SecretMissingException(string name) : Exception($"The channel's {name} cannot be decrypted: set it again.");
