using Approvals.Core.Audit;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Ports;

/// <summary>
/// The log of administrative acts. An act is written down before it is done, durably: what cannot be written down is
/// not done. Entries are added and ended, never changed or taken out.
/// </summary>
public interface IAudit
{
    /// <summary>Writes down what somebody is about to do.</summary>
    /// <returns>The entry's place, for <see cref="EndAsync"/>.</returns>
    /// <exception cref="EngineException">It is not written down.</exception>
    Task<long> BeginAsync(TenantId tenant, AuditedAct act, CancellationToken cancellation);

    /// <summary>Writes down what came of it. An entry that has an end keeps it.</summary>
    /// <exception cref="EngineException">It may not be written down.</exception>
    Task EndAsync(TenantId tenant, long place, AuditedEnd end, CancellationToken cancellation);

    /// <param name="tenant">The tenant.</param>
    /// <param name="after">The <see cref="AuditPage.Next"/> of the page before; null for the first.</param>
    /// <param name="limit">1 to <see cref="AuditPage.MaxLimit"/>.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    /// <exception cref="ArgumentException"><paramref name="after"/> is no place in the list.</exception>
    Task<AuditPage> ListAsync(TenantId tenant, string? after, int limit, CancellationToken cancellation);
}
