using Approvals.Core.Tenants;

namespace Approvals.Core.Requests;

/// <summary>
/// The directory changed: whether what waits can still be approved. Slots that nobody can fill any more fall to owners,
/// who are asked at once; what cannot be filled even so is denied.
/// </summary>
public static class Rechecking
{
    /// <param name="request">The request.</param>
    /// <param name="tenant">The directory as it now stands.</param>
    /// <param name="now">In UTC.</param>
    /// <returns>The state as it now stands; unchanged where the change does not matter to it.</returns>
    public static Step<ApprovalRequest> Recheck(ApprovalRequest request, Tenant tenant, DateTimeOffset now) =>
        Clock.After(request, now, (current, time) =>
        {
            var (renewed, effects) = QuorumPlan.Renew(current, tenant, time);
            return ReferenceEquals(renewed, current)
                ? Step.Unchanged(current)
                : Step.Changed(renewed, renewed, effects);
        });
}
