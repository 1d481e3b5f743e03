using System.Text.Json.Serialization;
using Approvals.Core.Json;

namespace Approvals.Core.Requests;

/// <summary>Where the execution of an approved action stands.</summary>
[JsonConverter(typeof(EnumWords<ExecutionState>))]
public enum ExecutionState
{
    /// <summary>No permit was handed out.</summary>
    None,

    /// <summary>The permit was handed out, and its lease runs.</summary>
    Claimed,
    Succeeded,

    Failed,

    /// <summary>The lease ended without a report: the action may or may not have been executed.</summary>
    Unknown,
}
