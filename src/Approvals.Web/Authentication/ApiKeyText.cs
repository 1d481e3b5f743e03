using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;

namespace Approvals.Web.Authentication;

/// <summary>An API key as its holder has it: <c>apk_&lt;id&gt;_&lt;secret&gt;</c>. Only the secret's SHA-256 is ever stored.</summary>
public sealed record ApiKeyText
{
    /// <summary>What every key begins with.</summary>
    public const string Prefix = "apk_";

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

    public static bool TryParse(string text, [NotNullWhen(true)] out ApiKeyText? key)
    {
        key = text.Length <= 256 && text.Split('_') is ["apk", var id, var secret]
            && KeyId.Parse(id) is { } keyId && secret.Length > 0 && Ascii.IsValid(secret)
            ? new ApiKeyText(keyId, secret)
            : null;
        return key is not null;
    }

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
    public string Reveal() => $"{Prefix}{Id}_{_secret}";

    /// <summary>Never the secret.</summary>
    public override string ToString() => $"{Prefix}{Id}_…";
}
