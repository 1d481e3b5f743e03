using System.Text.Json;
using System.Text.Json.Serialization;
using Approvals.Core.Policies;

namespace Approvals.GrainContracts.Wire;

/// <summary>A published policy by its source: whoever reads it compiles that, or has it compiled already.</summary>
internal sealed class PublishedPolicyConverter : JsonConverter<PublishedPolicy>
{
    public override PublishedPolicy Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (JsonSerializer.Deserialize(ref reader, PolicySourceJson.Default.PolicySource)
            ?? throw new JsonException("A published policy is null.")).Compile();

    public override void Write(Utf8JsonWriter writer, PublishedPolicy value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, PolicySource.Of(value), PolicySourceJson.Default.PolicySource);
}
