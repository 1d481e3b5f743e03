using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Approvals.Core.Identifiers;

namespace Approvals.GrainContracts.Credentials;

/// <summary>
/// What gateways and silos of a cluster share. A gateway that has authenticated a caller vouches for its tenant with
/// it: <c>gw1.TENANT.EXPIRES.MAC</c>, the time in Unix seconds and the MAC an HMAC-SHA256 (RFC 2104) in base64url over
/// all that is before it.
/// </summary>
public sealed class GatewaySecret
{
    /// <summary>The fewest bytes of a secret.</summary>
    public const int MinBytes = 32;

    /// <summary>How long an assertion is taken, counted from its making.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromMinutes(10);

    /// <summary>In the place of the tenant where a call is about none: no tenant has such a name.</summary>
    private const string NoTenant = "*";

    private const string Prefix = "gw1.";

    private readonly byte[] _key;

    private GatewaySecret(byte[] key) => _key = key;

    public static GatewaySecret Draw() => new(RandomNumberGenerator.GetBytes(MinBytes));

    /// <summary>The secret of a text in base64; null where that is none, or shorter than <see cref="MinBytes"/>.</summary>
    public static GatewaySecret? Parse(string text)
    {
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length) && length >= MinBytes ? new GatewaySecret(key[..length]) : null;
    }

    /// <summary>The secret in base64, to be stored where only the cluster reads.</summary>
    public string Reveal() => Convert.ToBase64String(_key);

    /// <summary>Vouches for a caller of the tenant, or, where there is none yet, for the gateway itself.</summary>
    public string Assert(TenantId? tenant, DateTimeOffset now)
    {
        var said = string.Create(
            CultureInfo.InvariantCulture, $"{Prefix}{tenant?.Value ?? NoTenant}.{(now + Validity).ToUnixTimeSeconds()}");
        return $"{said}.{Mac(said)}";
    }

    /// <summary>Whether the assertion was made with this secret, for this tenant, and not too long ago.</summary>
    public bool Verifies(string assertion, TenantId? tenant, DateTimeOffset now)
    {
        var mac = assertion.LastIndexOf('.');
        if (mac < Prefix.Length || !assertion.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        var said = assertion[..mac];
        var isOurs = CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Mac(said)), Encoding.ASCII.GetBytes(assertion[(mac + 1)..]));
        var expires = said.LastIndexOf('.');
        return isOurs
            && said[Prefix.Length..expires] == (tenant?.Value ?? NoTenant)
            && long.TryParse(said[(expires + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var until)
            && now.ToUnixTimeSeconds() <= until;
    }

    /// <summary>Never the secret.</summary>
    public override string ToString() => "gateway secret";

    private string Mac(string said) => Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(said)));
}
