using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Approvals.Core.Policies;

namespace Approvals.Core.Storage;

/// <summary>
/// Reads and writes what the policies said of an action. Many requests share one evaluation: its JSON is made and read
/// once, and it is in memory once.
/// </summary>
public sealed class SharedEvaluations : JsonConverter<Evaluation>
{
    /// <summary>The most that are known by their JSON; after that, it begins anew.</summary>
    private const int MostKnown = 1_024;

    /// <summary>Longer ones are rare, and not kept.</summary>
    private const int LongestKnown = 16_384;

    private static readonly ConditionalWeakTable<Evaluation, byte[]> Written = [];

    private static readonly ConcurrentDictionary<byte[], Evaluation> Known = new(new Bytes());

    private static readonly ConcurrentDictionary<byte[], Evaluation>.AlternateLookup<ReadOnlySpan<byte>> KnownBySpan =
        Known.GetAlternateLookup<ReadOnlySpan<byte>>();

    public override Evaluation Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var json = JsonMarshal.GetRawUtf8Value(document.RootElement);
        if (KnownBySpan.TryGetValue(json, out var known))
        {
            return known;
        }

        var evaluation = JsonSerializer.Deserialize(json, StoredJson.Default.Evaluation)
            ?? throw new JsonException("An evaluation is null.");
        if (json.Length <= LongestKnown)
        {
            if (Known.Count >= MostKnown)
            {
                Known.Clear();
            }

            Known[json.ToArray()] = evaluation;
        }

        return evaluation;
    }

    public override void Write(Utf8JsonWriter writer, Evaluation value, JsonSerializerOptions options) => writer.WriteRawValue(
        Written.GetValue(value, static e => JsonSerializer.SerializeToUtf8Bytes(e, StoredJson.Default.Evaluation)),
        skipInputValidation: true);

    /// <summary>Compares by what is in them.</summary>
    private sealed class Bytes : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
