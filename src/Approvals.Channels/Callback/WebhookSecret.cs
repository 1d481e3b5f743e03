namespace Approvals.Channels.Callback;

/// <summary>
/// What signs webhooks and verifies them, as Standard Webhooks 1.0.0 has it: <c>whsec_</c> and the base64 of 24 to 64
/// bytes. Sender and receiver hold the same one.
/// </summary>
public sealed class WebhookSecret
{
    private const string Prefix = "whsec_";
    private const int Shortest = 24;
    private const int Longest = 64;

    private readonly byte[] _key;

    internal WebhookSecret(byte[] key) => _key = key;

    internal ReadOnlySpan<byte> Key => _key;

    /// <summary>The secret that the text is; null where it is none.</summary>
    public static WebhookSecret? Parse(string text)
    {
        var key = new byte[Longest];
        return text.StartsWith(Prefix, StringComparison.Ordinal)
            && Convert.TryFromBase64String(text[Prefix.Length..], key, out var length)
            && length >= Shortest
                ? new WebhookSecret(key[..length])
                : null;
    }

    /// <summary>The whole secret: to be shown to whoever verifies.</summary>
    public string Reveal() => Prefix + Convert.ToBase64String(_key);

    /// <summary>Never the secret.</summary>
    public override string ToString() => Prefix + "…";
}
