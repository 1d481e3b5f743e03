using System.Text.Json.Serialization;
using Approvals.Core.Json;

namespace Approvals.Core.Requests;

/// <summary>What decided a request.</summary>
[JsonConverter(typeof(EnumWords<DecidedBy>))]
public enum DecidedBy
{
    Policy,
    People,

    Deadline,
    Requester,
}
