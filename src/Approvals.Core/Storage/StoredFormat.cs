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
            var format = JsonElement.Parse(json).GetProperty("format").GetInt32();
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
}
