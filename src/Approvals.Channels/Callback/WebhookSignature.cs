using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Approvals.Channels.Callback;

/// <summary>
/// The three headers of Standard Webhooks 1.0.0: who sent the body, which message it is, and when this attempt to
/// send it was made.
/// </summary>
/// <param name="Id">The message's id, the same at every attempt.</param>
/// <param name="Timestamp">Of the attempt, in seconds since 1970.</param>
/// <param name="Signature"><c>v1,</c> and the base64 of the HMAC-SHA256 of <c>id.timestamp.body</c>; several by spaces.</param>
internal sealed record WebhookSignature(string Id, string Timestamp, string Signature)
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    /// <summary>
    /// Signs one attempt. The id must not be of the receiver's or the requester's making: whoever chooses where its
    /// full stops stand could shift the borders of what is signed.
    /// </summary>
    /// <param name="secrets">One for each signature: while a secret is replaced, there are two.</param>
    /// <param name="id">The message's id.</param>
    /// <param name="at">When the attempt is made.</param>
    /// <param name="body">The body.</param>
    public static WebhookSignature Create(IEnumerable<WebhookSecret> secrets, string id, DateTimeOffset at, byte[] body)
    {
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return new WebhookSignature(id, timestamp, string.Join(' ', secrets.Select(s => Sign(s, id, timestamp, body))));
    }

    private static string Sign(WebhookSecret secret, string id, string timestamp, byte[] body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret.Key);
        hmac.AppendData(Encoding.ASCII.GetBytes($"{id}.{timestamp}."));
        hmac.AppendData(body);
        return "v1," + Convert.ToBase64String(hmac.GetHashAndReset());
    }
}
