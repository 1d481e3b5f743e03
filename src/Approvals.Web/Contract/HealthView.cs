using Approvals.Core.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Approvals.Web.Contract;

/// <summary>How the service is: <c>healthy</c>, <c>degraded</c> (it takes calls) or <c>unhealthy</c>.</summary>
internal sealed record HealthView(string Status)
{
    public static HealthView Of(HealthStatus status) => new(EnumWords.Of(status));
}
