using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace Approvals.Core.Identifiers;

/// <summary>The SHA-256 of some content: <c>sha256:</c> and 64 lower-case hex digits.</summary>
[JsonConverter(typeof(IdentifierConverter<ContentHash>))]
public sealed record ContentHash : ITextValue<ContentHash>
{
    private const string Prefix = "sha256:";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private ContentHash(string value) => Value = value;

    public string Value { get; }

    public static ContentHash Of(ReadOnlySpan<byte> content) =>
        new(Prefix + Convert.ToHexStringLower(SHA256.HashData(content)));

    public static ContentHash? Parse(string? text) =>
        text is { Length: 71 } && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.AsSpan(Prefix.Length).IndexOfAnyExcept(HexDigits) < 0
            ? new ContentHash(text)
            : null;

    public override string ToString() => Value;
}
