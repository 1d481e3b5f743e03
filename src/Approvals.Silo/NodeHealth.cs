using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Grains;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Approvals.Silo;

/// <summary>
/// Ready while the cluster answers this node and it knows the time, from when it has joined until it is to stop.
/// </summary>
internal sealed class NodeHealth(ITenants tenants, DatabaseTime time) : IHealthCheck
{
    /// <summary>Asked for to see whether the cluster answers; nobody has it.</summary>
    private static readonly KeyId Nobody = new("health");

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private volatile bool _isDraining;

    /// <summary>From here on the node is not ready.</summary>
    public void Drain() => _isDraining = true;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (_isDraining)
        {
            return HealthCheckResult.Unhealthy("The node is about to stop.");
        }

        if (!time.IsCertain)
        {
            return HealthCheckResult.Unhealthy("The node does not know the time.");
        }

        try
        {
            _ = await tenants.FindByKeyAsync(Nobody, cancellationToken).AsTask().WaitAsync(Longest, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is EngineException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("The cluster does not answer.");
        }
    }
}
