using System.Text.Json.Serialization;

namespace Approvals.Core.Requests;

/// <summary>Where the execution of an approved action stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ExecutionState>))]
public enum ExecutionState
{
    /// <summary>No permit was handed out.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>The permit was handed out, and its lease runs.</summary>
    [JsonStringEnumMemberName("claimed")]
    Claimed,

    [JsonStringEnumMemberName("succeeded")]
    Succeeded,

    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>The lease ended without a report: the action may or may not have been executed.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,
}
