using System.Text.Json.Serialization;

namespace Approvals.Core.Requests;

/// <summary>Where an approval request stands. All but <see cref="Pending"/> are final.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RequestStatus>))]
public enum RequestStatus
{
    [JsonStringEnumMemberName("pending")]
    Pending,

    [JsonStringEnumMemberName("approved")]
    Approved,

    [JsonStringEnumMemberName("denied")]
    Denied,

    /// <summary>Nobody decided by the deadline; that is a denial.</summary>
    [JsonStringEnumMemberName("expired")]
    Expired,
}
