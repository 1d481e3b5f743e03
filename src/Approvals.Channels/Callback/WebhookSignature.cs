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
/// <param name="Signature"><c>v1,</c> and the base64 of the HMAC-SHA256 of <c>id.timestamp.body</c>.</param>
internal sealed record WebhookSignature(string Id, string Timestamp, string Signature)
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    /// <summary>
    /// Signs one attempt. The id must not be of the receiver's or the requester's making: whoever chooses where its
    /// full stops stand could shift the borders of what is signed.
    /// </summary>
    public static WebhookSignature Create(WebhookSecret secret, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var timestamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret.Key);
        hmac.AppendData(Encoding.ASCII.GetBytes($"{id}.{timestamp}."));
        hmac.AppendData(body);
        return new WebhookSignature(id, timestamp, "v1," + Convert.ToBase64String(hmac.GetHashAndReset()));
    }
}
