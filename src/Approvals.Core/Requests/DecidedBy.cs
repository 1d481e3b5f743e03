using System.Text.Json.Serialization;

namespace Approvals.Core.Requests;

/// <summary>What decided a request.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DecidedBy>))]
public enum DecidedBy
{
    [JsonStringEnumMemberName("policy")]
    Policy,

    [JsonStringEnumMemberName("people")]
    People,

    [JsonStringEnumMemberName("deadline")]
    Deadline,
}
