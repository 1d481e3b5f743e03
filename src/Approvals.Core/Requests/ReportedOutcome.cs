using System.Text.Json.Serialization;
using Approvals.Core.Json;

namespace Approvals.Core.Requests;

/// <summary>How the execution ended, as the executor tells it.</summary>
[JsonConverter(typeof(EnumWords<ReportedOutcome>))]
public enum ReportedOutcome
{
    Succeeded,
    Failed,
}
