using System.Text.Json;
using System.Text.Json.Serialization;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;

namespace Approvals.GrainContracts.Wire;

/// <summary>A published policy without what is compiled from its source.</summary>
internal sealed record PolicySource(PolicyName Name, int Version, string Source, DateTimeOffset PublishedAt, string PublishedBy)
{
    public static PolicySource Of(PublishedPolicy policy) =>
        new(policy.Policy.Name, policy.Version, policy.Source, policy.PublishedAt, policy.PublishedBy);

    /// <exception cref="JsonException">The source does not compile here.</exception>
    public PublishedPolicy Compile() => new(CompiledPolicies.Get(Name, Source), Version, Source, PublishedAt, PublishedBy);
}

/// <summary>A published policy's JSON, on the wire and in storage.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(PolicySource))]
internal sealed partial class PolicySourceJson : JsonSerializerContext;
