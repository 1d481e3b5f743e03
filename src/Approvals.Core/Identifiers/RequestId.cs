using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Approvals.Core.Identifiers;

/// <summary>
/// An approval request's id: <c>req_</c> and 26 characters of Crockford's base 32 (128 bits, upper case).
/// </summary>
[JsonConverter(typeof(IdentifierConverter<RequestId>))]
public sealed record RequestId : ITextValue<RequestId>
{
    private const string Prefix = "req_";
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Digits = 26;

    private static readonly SearchValues<char> AlphabetValues = SearchValues.Create(Alphabet);

    private RequestId(string value) => Value = value;

    public string Value { get; }

    /// <summary>The id of sixteen bytes that the caller drew (a version 7 UUID keeps ids in the order of time).</summary>
    public static RequestId FromBytes(ReadOnlySpan<byte> bytes)
    {
        var number = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        var text = string.Create(Prefix.Length + Digits, number, static (span, rest) =>
        {
            Prefix.CopyTo(span);
            for (var i = span.Length - 1; i >= Prefix.Length; i--)
            {
                span[i] = Alphabet[(int)(rest & 31)];
                rest >>= 5;
            }
        });
        return new RequestId(text);
    }

    /// <summary>
    /// The id of the request that this agent asked for under this key: the same whenever it asks again, so that a
    /// repeat finds the record whatever crashed in between. The first 128 bits of SHA-256 over the three, each
    /// with its length before it.
    /// </summary>
    public static RequestId Derive(TenantId tenant, AgentId agent, string idempotencyKey)
    {
        var input = new StringBuilder("approvals/request-id/v1");
        foreach (var part in new[] { tenant.Value, agent.Value, idempotencyKey })
        {
            input.Append('\n').Append(part.Length).Append(':').Append(part);
        }

        return FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(input.ToString())).AsSpan(0, 16));
    }

    public static RequestId? Parse(string? text) =>
        text is { Length: 30 } && text.StartsWith(Prefix, StringComparison.Ordinal) && text[Prefix.Length] <= '7'
        && text.AsSpan(Prefix.Length).IndexOfAnyExcept(AlphabetValues) < 0
            ? new RequestId(text)
            : null;

    public override string ToString() => Value;
}
