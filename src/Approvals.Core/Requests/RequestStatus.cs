using System.Text.Json.Serialization;
using Approvals.Core.Json;

namespace Approvals.Core.Requests;

/// <summary>Where an approval request stands. All but <see cref="Pending"/> are final.</summary>
[JsonConverter(typeof(EnumWords<RequestStatus>))]
public enum RequestStatus
{
    Pending,
    Approved,

    Denied,

    /// <summary>Nobody decided by the deadline; that is a denial.</summary>
    Expired,

    /// <summary>The requester took it back before anybody decided.</summary>
    Cancelled,
}
