using System.Security.Cryptography;
using System.Text;
using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;

namespace Approvals.Web.Authentication;

/// <summary>A key that is drawn for its holder, who presents it from then on. Only the secret's SHA-256 is ever stored.</summary>
public sealed record ApiKeyText
{
    /// <summary>256 random bits in lower-case hex.</summary>
    private const int SecretBytes = 32;

    private const int IdBytes = 8;

    private readonly string _secret;

    private ApiKeyText(KeyId id, string secret)
    {
        Id = id;
        _secret = secret;
    }

    public KeyId Id { get; }

    public static ApiKeyText Draw() => new(
        new KeyId(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes))),
        Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes)));

    /// <summary>What is stored of the key.</summary>
    public ApiKey ToStored(KeyHolder holder, DateTimeOffset now, params string[] environments) => new()
    {
        Id = Id,
        Holder = holder,
        SecretHash = SecretHash,
        Environments = [.. environments],
        CreatedAt = now,
    };

    /// <summary>What is stored of the key where it takes another one's place.</summary>
    public ApiKey InPlaceOf(ApiKey old, DateTimeOffset now, DateTimeOffset? expiresAt) => old with
    {
        Id = Id,
        SecretHash = SecretHash,
        CreatedAt = now,
        ExpiresAt = expiresAt,
    };

    /// <summary>What is kept of the secret.</summary>
    public ContentHash SecretHash => ContentHash.Of(Encoding.ASCII.GetBytes(_secret));

    /// <summary>The whole key: to be shown once, to its holder.</summary>
    public string Reveal() => $"{PresentedKey.Prefix}{Id}_{_secret}";

    /// <summary>Never the secret.</summary>
    public override string ToString() => $"{PresentedKey.Prefix}{Id}_…";
}
