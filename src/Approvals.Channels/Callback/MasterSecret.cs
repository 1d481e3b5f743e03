using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Approvals.Core.Identifiers;

namespace Approvals.Channels.Callback;

/// <summary>
/// 256 random bits that the host keeps, from which every agent's webhook secret is derived (HKDF-SHA256, RFC 5869),
/// so that none of them has to be stored.
/// </summary>
public sealed class MasterSecret
{
    private const int Length = 32;

    private readonly byte[] _bytes;

    private MasterSecret(byte[] bytes) => _bytes = bytes;

    public static MasterSecret Draw() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>The secret from its base64; null where the text is none.</summary>
    public static MasterSecret? Parse(string text)
    {
        var bytes = new byte[Length];
        return Convert.TryFromBase64String(text, bytes, out var written) && written == Length ? new MasterSecret(bytes) : null;
    }

    /// <summary>The secret that signs what is sent to this agent, and no other.</summary>
    /// <param name="tenant">Whose agent it is.</param>
    /// <param name="agent">The agent.</param>
    /// <param name="name">The secret's name; null for the one that the agent has from the beginning.</param>
    public WebhookSecret DeriveFor(TenantId tenant, AgentId agent, string? name = null)
    {
        // No name holds a slash, so no two pairs of names make the same text.
        var info = Encoding.ASCII.GetBytes($"approvals/webhook/v1/{tenant}/{agent}{(name is null ? "" : $"/{name}")}");
        return new WebhookSecret(HKDF.DeriveKey(HashAlgorithmName.SHA256, _bytes, Length, salt: null, info));
    }

    /// <summary>
    /// The six digits that stand for this person's answer to this request from this number: the same ones each time, and
    /// nobody can find them without this secret.
    /// </summary>
    public string DeriveCode(TenantId tenant, RequestId request, ReviewerId reviewer, string number)
    {
        var info = Encoding.ASCII.GetBytes($"approvals/sms-code/v1/{tenant}/{request}/{reviewer}/{number}");
        var bits = HKDF.DeriveKey(HashAlgorithmName.SHA256, _bytes, sizeof(ulong), salt: null, info);
        return (BinaryPrimitives.ReadUInt64BigEndian(bits) % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>Its base64: to be kept in a private file.</summary>
    public string Reveal() => Convert.ToBase64String(_bytes);

    /// <summary>Never the secret.</summary>
    public override string ToString() => nameof(MasterSecret);
}
