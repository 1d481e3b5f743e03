using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Approvals.Core.Policies;
using Approvals.Core.Storage;
using Approvals.GrainContracts.Wire;

namespace Approvals.Grains.Storage;

/// <summary>What is stored of a tenant's policies: those in force. Versioned JSON.</summary>
internal sealed record PolicyRecord
{
    /// <summary>The format that this version writes.</summary>
    public const int CurrentFormat = 1;

    [JsonPropertyOrder(-1), JsonRequired]
    public int Format { get; init; } = CurrentFormat;

    /// <summary>Of the set: every publication that changes something adds one.</summary>
    public required int Version { get; init; }

    public required ImmutableArray<PolicySource> Policies { get; init; }

    /// <summary>Nothing published yet.</summary>
    public static PolicyRecord Empty { get; } = new() { Version = 0, Policies = [] };

    /// <summary>The record with this policy in the place of the one of the same name.</summary>
    public PolicyRecord With(PublishedPolicy published) => this with
    {
        Version = Version + 1,
        Policies = [.. Policies.Where(p => p.Name != published.Policy.Name), PolicySource.Of(published)],
    };

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, PolicyRecordJson.Default.PolicyRecord);

    /// <exception cref="StoredFormatException">It is of a newer version, or damaged.</exception>
    public static PolicyRecord FromJson(ReadOnlySpan<byte> json)
    {
        try
        {
            var record = JsonSerializer.Deserialize(json, PolicyRecordJson.Default.PolicyRecord);
            return record is { Format: CurrentFormat }
                ? record
                : throw new StoredFormatException($"The stored policies have format {record?.Format}; this version reads {CurrentFormat}.");
        }
        catch (JsonException e)
        {
            throw new StoredFormatException($"The stored policies are damaged: {e.Message}", e);
        }
    }
}

/// <summary>The stored format of policies.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(PolicyRecord))]
internal sealed partial class PolicyRecordJson : JsonSerializerContext;
