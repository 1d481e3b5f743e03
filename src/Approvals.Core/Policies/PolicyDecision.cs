using System.Text.Json.Serialization;
using Approvals.Core.Json;

namespace Approvals.Core.Policies;

/// <summary>What a rule says of an action, and what a policy set decides. The larger value is the stricter.</summary>
[JsonConverter(typeof(EnumWords<PolicyDecision>))]
public enum PolicyDecision
{
    Allow,
    Escalate,

    Deny,
}
