using Approvals.Core.Identifiers;
using Approvals.Core.Requests;

namespace Approvals.Core.Ports;

/// <summary>The changes of a tenant's requests, in one order that never changes, for whoever follows all of them.</summary>
public interface IChanges
{
    /// <summary>
    /// The changes after a place, the oldest first: each request that changed as it now stands, once however often it
    /// changed. Where there are none, waits for the first. What was changed before this was called is not missed.
    /// </summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="viewer">Who looks.</param>
    /// <param name="after">A place from before; null for the present one, where there are no changes to wait for.</param>
    /// <param name="limit">How many at the most: 1 to <see cref="ChangePage.MaxLimit"/>.</param>
    /// <param name="atMost">How long to wait.</param>
    /// <param name="cancellation">Ends the waiting: there are none then.</param>
    /// <exception cref="ArgumentException"><paramref name="after"/> is no place.</exception>
    Task<ChangePage> FollowAsync(
        TenantId tenant, Viewer viewer, string? after, int limit, TimeSpan atMost, CancellationToken cancellation);
}
