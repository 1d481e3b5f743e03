using System.Text.Json.Serialization;
using Approvals.Core.Json;

namespace Approvals.Core.Policies;

/// <summary>How urgent a decision is: the tenant maps each to channels. The larger value is the more urgent.</summary>
[JsonConverter(typeof(EnumWords<Urgency>))]
public enum Urgency
{
    Low,
    Normal,
    High,
    Critical,
}
