using Approvals.Core.Identifiers;

namespace Approvals.Core.Ports;

/// <summary>
/// Encrypts the secrets of tenants' channels, so that a directory can be stored and read without them. What is
/// encrypted for one tenant, channel and purpose is worth nothing for another.
/// </summary>
public interface IChannelSecrets
{
    /// <param name="tenant">Whose it is.</param>
    /// <param name="channel">The channel that needs it.</param>
    /// <param name="name">What it is for.</param>
    /// <param name="secret">The secret.</param>
    string Protect(TenantId tenant, ChannelName channel, string name, string secret);

    /// <returns>Null where it was not encrypted for this, or with keys that are gone.</returns>
    string? Reveal(TenantId tenant, ChannelName channel, string name, string encrypted);
}
