using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Embedded.Storage;

namespace Approvals.Embedded;

/// <summary>Follows the changes of a tenant's requests as the file has them.</summary>
internal sealed class EmbeddedChanges(RequestReaders readers, Announcements announcements, TimeProvider time) : IChanges
{
    public async Task<ChangePage> FollowAsync(
        TenantId tenant, Viewer viewer, string? after, int limit, TimeSpan atMost, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, ChangePage.MaxLimit);
        var end = time.GetUtcNow() + atMost;
        while (true)
        {
            using var waiter = announcements.Tenants.Enter(tenant);
            var page = readers.Read(reader => reader.FollowChanges(tenant, viewer, after, limit));
            var left = end - time.GetUtcNow();
            if (after is null || page.Items.Count > 0 || left <= TimeSpan.Zero || cancellation.IsCancellationRequested)
            {
                return page;
            }

            after = page.Next;
            await waiter.Woken.WaitAsync(left, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
