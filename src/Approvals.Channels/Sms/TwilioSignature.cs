using System.Security.Cryptography;
using System.Text;

namespace Approvals.Channels.Sms;

/// <summary>
/// What Twilio signs its calls with: the base64 HMAC-SHA1, by the account's auth token, of the address and then each
/// parameter's name and value, in the order of the names (twilio.com/docs/usage/security).
/// </summary>
internal static class TwilioSignature
{
    public const string Header = "X-Twilio-Signature";

    /// <param name="token">The account's auth token.</param>
    /// <param name="signature">The header.</param>
    /// <param name="url">The whole address as Twilio called it.</param>
    /// <param name="parameters">Those of the body.</param>
    public static bool IsValid(string token, string? signature, string url, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var signed = new StringBuilder(url);
        foreach (var (name, value) in parameters.OrderBy(p => p.Key, StringComparer.Ordinal).ThenBy(p => p.Value, StringComparer.Ordinal))
        {
            signed.Append(name).Append(value);
        }

#pragma warning disable CA5350 // Twilio's own choice; as an HMAC it is not broken.
        var expected = Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(signed.ToString())));
#pragma warning restore CA5350
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(signature ?? ""));
    }
}
