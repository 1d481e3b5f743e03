using System.Text.Json.Serialization;

namespace Approvals.Core.Requests;

/// <summary>How the execution ended, as the executor tells it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReportedOutcome>))]
public enum ReportedOutcome
{
    [JsonStringEnumMemberName("succeeded")]
    Succeeded,

    [JsonStringEnumMemberName("failed")]
    Failed,
}
