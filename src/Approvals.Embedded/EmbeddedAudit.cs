using Approvals.Core.Audit;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Embedded.Storage;

namespace Approvals.Embedded;

/// <summary>The log of administrative acts, in the same file as what they change.</summary>
internal sealed class EmbeddedAudit(CommitQueue queue, AuditTable table, RequestReaders readers, TimeProvider time) : IAudit
{
    public Task<long> BeginAsync(TenantId tenant, AuditedAct act, CancellationToken cancellation) => queue.RunAsync(
        () =>
        {
            var place = table.NextPlace();
            return new Decided<long>(place, Write: () => table.Begin(place, tenant, act, time.GetUtcNow()));
        },
        cancellation);

    public Task EndAsync(TenantId tenant, long place, AuditedEnd end, CancellationToken cancellation) =>
        queue.RunAsync(() => new Decided<bool>(true, Write: () => table.End(place, tenant, end)), cancellation);

    public Task<AuditPage> ListAsync(TenantId tenant, string? after, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, AuditPage.MaxLimit);
        return Task.FromResult(readers.Read(reader => reader.Audit.List(tenant, after, limit)));
    }
}
