using System.Security.Cryptography;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Microsoft.AspNetCore.DataProtection;

namespace Approvals.Channels.Secrets;

/// <summary>The secrets of channels under ASP.NET Core's data protection, each for its own purpose.</summary>
internal sealed class ChannelSecrets(IDataProtectionProvider protection) : IChannelSecrets
{
    public string Protect(TenantId tenant, ChannelName channel, string name, string secret) =>
        For(tenant, channel, name).Protect(secret);

    public string? Reveal(TenantId tenant, ChannelName channel, string name, string encrypted)
    {
        try
        {
            return For(tenant, channel, name).Unprotect(encrypted);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector For(TenantId tenant, ChannelName channel, string name) =>
        protection.CreateProtector("approvals/channel-secret/v1", tenant.Value, channel.Value, name);
}
