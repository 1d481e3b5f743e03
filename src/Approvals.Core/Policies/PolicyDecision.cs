using System.Text.Json.Serialization;

namespace Approvals.Core.Policies;

/// <summary>What a rule says of an action, and what a policy set decides. The larger value is the stricter.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PolicyDecision>))]
public enum PolicyDecision
{
    [JsonStringEnumMemberName("allow")]
    Allow,

    [JsonStringEnumMemberName("escalate")]
    Escalate,

    [JsonStringEnumMemberName("deny")]
    Deny,
}
