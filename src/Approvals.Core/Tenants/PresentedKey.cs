using System.Diagnostics.CodeAnalysis;
using System.Text;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Tenants;

/// <summary>An API key as a caller presents it: <c>apk_&lt;id&gt;_&lt;secret&gt;</c>. Nothing is kept of the secret but its hash.</summary>
/// <param name="Id">Which key it says it is.</param>
/// <param name="SecretHash">SHA-256 of the secret's ASCII bytes.</param>
public sealed record PresentedKey(KeyId Id, ContentHash SecretHash)
{
    /// <summary>What every key begins with.</summary>
    public const string Prefix = "apk_";

    private const int MaxLength = 256;

    public static bool TryParse(string text, [NotNullWhen(true)] out PresentedKey? key)
    {
        key = text.Length <= MaxLength && text.Split('_') is ["apk", var id, var secret]
            && KeyId.Parse(id) is { } keyId && secret.Length > 0 && Ascii.IsValid(secret)
            ? new PresentedKey(keyId, ContentHash.Of(Encoding.ASCII.GetBytes(secret)))
            : null;
        return key is not null;
    }
}
