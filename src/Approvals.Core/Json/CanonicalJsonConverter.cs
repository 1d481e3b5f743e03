using System.Text.Json;
using System.Text.Json.Serialization;

namespace Approvals.Core.Json;

/// <summary>Holds a canonical value inside another document as the value itself, not as quoted text.</summary>
public sealed class CanonicalJsonConverter : JsonConverter<CanonicalJson>
{
    public override CanonicalJson Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var value = JsonElement.ParseValue(ref reader);
        try
        {
            return CanonicalJson.Create(value);
        }
        catch (CanonicalJsonException e)
        {
            throw new JsonException(e.Message, e);
        }
    }

    public override void Write(Utf8JsonWriter writer, CanonicalJson value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Text, skipInputValidation: true);
}
