using Approvals.Core.Tenants;

namespace Approvals.Channels.Callback;

/// <summary>
/// What signs webhooks and verifies them, as Standard Webhooks 1.0.0 has it. Sender and receiver hold the same one.
/// </summary>
public sealed class WebhookSecret
{
    private readonly byte[] _key;

    internal WebhookSecret(byte[] key) => _key = key;

    internal ReadOnlySpan<byte> Key => _key;

    /// <summary>The secret that the text is; null where it is none.</summary>
    public static WebhookSecret? Parse(string text) => WebhookSecretText.Decode(text) is { } key ? new WebhookSecret(key) : null;

    /// <summary>The whole secret: to be shown to whoever verifies.</summary>
    public string Reveal() => WebhookSecretText.Prefix + Convert.ToBase64String(_key);

    /// <summary>Never the secret.</summary>
    public override string ToString() => WebhookSecretText.Prefix + "…";
}
