using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.GrainContracts.Wire;

namespace Approvals.GrainContracts.Client;

/// <summary>Follows the changes of a tenant's requests in a cluster: nothing there wakes who waits, so it is asked again.</summary>
internal sealed class ClusterChanges(GrainCalls calls, TimeProvider time) : IChanges
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task<ChangePage> FollowAsync(
        TenantId tenant, Viewer viewer, string? after, int limit, TimeSpan atMost, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, ChangePage.MaxLimit);
        var end = time.GetUtcNow() + atMost;
        while (true)
        {
            var page = await AskAsync(tenant, new FollowCall(viewer, after, limit));
            var left = end - time.GetUtcNow();
            if (after is null || page.Items.Count > 0 || left <= TimeSpan.Zero || cancellation.IsCancellationRequested)
            {
                return page;
            }

            after = page.Next;
            if (page.HasMore)
            {
                continue;
            }

            await Task.Delay(left < Pause ? left : Pause, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<ChangePage> AskAsync(TenantId tenant, FollowCall call)
    {
        var answer = await calls.CallAsync(
            tenant, grains => grains.GetGrain<IInboxGrain>(GrainKeys.Of(tenant)).FollowAsync(Message.Of(call)), CancellationToken.None);
        return answer.Read<FollowAnswer>().Page ?? throw new ArgumentException($"'{call.After}' is no place among the changes.", nameof(call));
    }
}
