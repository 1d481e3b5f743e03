using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Embedded.Storage;

namespace Approvals.Embedded;

/// <summary>Follows the changes of a tenant's requests as the file has them.</summary>
internal sealed class EmbeddedChanges(RequestReaders readers, Announcements announcements, TimeProvider time) : IChanges
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    public async Task<ChangePage> FollowAsync(
        TenantId tenant, Viewer viewer, string? after, int limit, TimeSpan atMost, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, ChangePage.MaxLimit);
        var end = time.GetUtcNow() + atMost;
        for (var looks = 0; ; looks++)
        {
            using var waiter = announcements.Tenants.Enter(tenant);
            var page = readers.Read(reader => reader.FollowChanges(tenant, viewer, after, limit));
            var left = end - time.GetUtcNow();
            if (after is null || page.Items.Count > 0 || left <= TimeSpan.Zero || cancellation.IsCancellationRequested)
            {
                return page;
            }

            after = page.Next;
            if (!page.HasMore)
            {
                // What one may not see wakes one, too; not at each of many.
                await Task.Delay(looks > 0 ? Pace : TimeSpan.Zero, time, CancellationToken.None);
                await waiter.Woken.WaitAsync(left, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
