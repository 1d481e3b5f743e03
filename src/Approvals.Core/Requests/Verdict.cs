using System.Text.Json.Serialization;
using Approvals.Core.Json;

namespace Approvals.Core.Requests;

/// <summary>What one person says of a request.</summary>
[JsonConverter(typeof(EnumWords<Verdict>))]
public enum Verdict
{
    Approve,
    Deny,
}
