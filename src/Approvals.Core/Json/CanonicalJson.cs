using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Approvals.Core.Json;

/// <summary>
/// A JSON value in its canonical form (RFC 8785): what is shown, compared, hashed and stored is this text and
/// nothing else. Immutable.
/// </summary>
[JsonConverter(typeof(CanonicalJsonConverter))]
public sealed class CanonicalJson : IEquatable<CanonicalJson>
{
    private CanonicalJson(string text, JsonElement element)
    {
        Text = text;
        Element = element;
    }

    /// <summary>The RFC 8785 text.</summary>
    public string Text { get; }

    /// <summary>The same value, parsed.</summary>
    public JsonElement Element { get; }

    /// <summary>The canonical form of a parsed value.</summary>
    /// <exception cref="CanonicalJsonException">It has none: a number that is not exact, text that is not Unicode.</exception>
    public static CanonicalJson Create(JsonElement value)
    {
        var bytes = GetBytes(value);
        return new CanonicalJson(Encoding.UTF8.GetString(bytes), JsonElement.Parse(bytes));
    }

    /// <summary>The canonical form's UTF-8 bytes: what a hash is taken of.</summary>
    /// <exception cref="CanonicalJsonException">It has no canonical form.</exception>
    public static byte[] GetBytes(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        new CanonicalJsonWriter(buffer).Write(value);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The canonical form of a text, quotes included.</summary>
    public static string Quote(string text)
    {
        var buffer = new ArrayBufferWriter<byte>(text.Length + 2);
        new CanonicalJsonWriter(buffer).WriteText(text);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public bool Equals(CanonicalJson? other) => other is not null && other.Text == Text;

    public override bool Equals(object? obj) => Equals(obj as CanonicalJson);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    public override string ToString() => Text;
}
