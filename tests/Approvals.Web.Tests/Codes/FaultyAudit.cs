using Approvals.Core.Audit;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;

namespace Approvals.Web.Tests.Codes;

/// <summary>The log of administrative acts of an engine, which fails to write one down when a test says so.</summary>
internal sealed class FaultyAudit(IAudit audit) : IAudit
{
    /// <summary>What beginning an act fails with, if it does.</summary>
    public Exception? Fault { get; set; }

    public Task<long> BeginAsync(TenantId tenant, AuditedAct act, CancellationToken cancellation) =>
        Fault is { } fault ? Task.FromException<long>(fault) : audit.BeginAsync(tenant, act, cancellation);

    public Task EndAsync(TenantId tenant, long place, AuditedEnd end, CancellationToken cancellation) =>
        audit.EndAsync(tenant, place, end, cancellation);

    public Task<AuditPage> ListAsync(TenantId tenant, string? after, int limit, CancellationToken cancellation) =>
        audit.ListAsync(tenant, after, limit, cancellation);
}
