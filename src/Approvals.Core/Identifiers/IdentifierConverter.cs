using System.Text.Json;
using System.Text.Json.Serialization;

namespace Approvals.Core.Identifiers;

/// <summary>An identifier that JSON holds as its text.</summary>
/// <typeparam name="TSelf">The identifier itself.</typeparam>
public interface ITextValue<TSelf>
    where TSelf : class, ITextValue<TSelf>
{
    string Value { get; }

    /// <summary>The identifier of that text, or null where the text is none.</summary>
    static abstract TSelf? Parse(string? text);
}

/// <summary>Reads and writes an identifier as a JSON string.</summary>
public sealed class IdentifierConverter<T> : JsonConverter<T>
    where T : class, ITextValue<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString();
        return T.Parse(text) ?? throw new JsonException($"'{text}' is not a {typeof(T).Name}.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}
