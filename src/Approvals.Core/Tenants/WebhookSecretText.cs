namespace Approvals.Core.Tenants;

/// <summary>
/// How Standard Webhooks 1.0.0 writes the secret that signs: <c>whsec_</c> and the base64 of 24 to 64 bytes.
/// </summary>
public static class WebhookSecretText
{
    public const string Prefix = "whsec_";
    public const int Shortest = 24;
    public const int Longest = 64;

    public static bool Is(string text) => Decode(text) is not null;

    /// <returns>Null where the text is no secret.</returns>
    public static byte[]? Decode(string text)
    {
        var key = new byte[Longest];
        return text.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[Prefix.Length..], key, out var length)
            && length >= Shortest
                ? key[..length]
                : null;
    }
}
