using Approvals.Embedded;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Approvals.Server;

/// <summary>Ready while the engine takes commands.</summary>
internal sealed class EngineHealth(EmbeddedEngine engine) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(engine.IsReady ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
}
