using System.Text.Json.Serialization;

namespace Approvals.Core.Requests;

/// <summary>What one person says of a request.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
public enum Verdict
{
    [JsonStringEnumMemberName("approve")]
    Approve,

    [JsonStringEnumMemberName("deny")]
    Deny,
}
