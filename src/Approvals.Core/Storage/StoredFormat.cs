using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Approvals.Core.Storage;

/// <summary>Reads stored JSON: what any older version wrote, nothing that a newer one did.</summary>
internal static class StoredFormat
{
    public static T Read<T>(ReadOnlySpan<byte> json, int newest, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            var format = ReadFormat(json);
            if (format < 1 || format > newest)
            {
                throw new StoredFormatException(
                    $"A stored {typeof(T).Name} has format {format}; this version reads 1 to {newest}. A newer version wrote it.");
            }

            return JsonSerializer.Deserialize(json, type)
                ?? throw new StoredFormatException($"A stored {typeof(T).Name} is null.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException
            or FormatException or NotSupportedException)
        {
            throw new StoredFormatException($"A stored {typeof(T).Name} is damaged: {e.Message}", e);
        }
    }

    /// <summary>It is written first: the rest of the record is not looked at for it.</summary>
    private static int ReadFormat(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("format"u8))
            {
                reader.Read();
                return reader.GetInt32();
            }

            reader.Skip();
        }

        throw new KeyNotFoundException("It has no format.");
    }
}
