using System.Text.Json.Serialization;
using Approvals.Core.Requests;

namespace Approvals.Core.Storage;

/// <summary>
/// The stored formats. Absent members take their defaults, so an older record loads for ever; an unknown member is
/// refused, so a newer record is never cut short.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(RequestRecord))]
[JsonSerializable(typeof(TenantRecord))]
[JsonSerializable(typeof(Claimant.Agent), TypeInfoPropertyName = "ClaimantAgent")]
internal sealed partial class StoredJson : JsonSerializerContext;
