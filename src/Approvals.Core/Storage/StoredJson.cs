using System.Text.Json.Serialization;
using Approvals.Core.Policies;
using Approvals.Core.Requests;

namespace Approvals.Core.Storage;

/// <summary>
/// The stored formats. What may be null may be absent, so an older record loads for ever; every other member is
/// required, because source-generated code would read an absent one as <c>default</c> and not as its initializer
/// says. An unknown member is refused, so a newer record is never cut short.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(RequestRecord))]
[JsonSerializable(typeof(TenantRecord))]
[JsonSerializable(typeof(Evaluation))]
[JsonSerializable(typeof(Claimant.Agent), TypeInfoPropertyName = "ClaimantAgent")]
[JsonSerializable(typeof(Claimant.Executor), TypeInfoPropertyName = "ClaimantExecutor")]
internal sealed partial class StoredJson : JsonSerializerContext;
