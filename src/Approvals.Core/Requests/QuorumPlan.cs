using System.Collections.Immutable;
using Approvals.Core.Policies;
using Approvals.Core.Tenants;

namespace Approvals.Core.Requests;

/// <summary>
/// Whether the people of a directory can fill what is asked: a matching, not a count. Slots that nobody can fill by the
/// deadline fall to holders of the role <c>owner</c>; thresholds never shrink.
/// </summary>
internal static class QuorumPlan
{
    /// <summary>For each requirement, how many of its slots owners may fill; null where even with them it cannot be met.</summary>
    public static ImmutableArray<int>? Find(ApprovalRequest request, IEnumerable<Reviewer> directory)
    {
        var active = directory.Where(r => r.Active).ToList();
        var stepIns = ImmutableArray.CreateBuilder<int>(request.Evaluation.Requirements.Length);
        foreach (var requirement in request.Evaluation.Requirements)
        {
            var people = active.Where(p => !request.IsKeptFrom(requirement, p.Id)).ToList();
            ImmutableArray<EscalationTier> tiers = [.. requirement.Tiers.Where(t => t.After < request.Evaluation.Timeout)];
            var missing = requirement.Slots - CountFilled(requirement, tiers, people, owners: false);
            if (missing > 0 && CountFilled(requirement, tiers, people, owners: true) < requirement.Slots)
            {
                return null;
            }

            stepIns.Add(missing);
        }

        return stepIns.ToImmutable();
    }

    private static int CountFilled(
        Requirement requirement, ImmutableArray<EscalationTier> tiers, List<Reviewer> people, bool owners) =>
        Quorum.CountFilled(requirement.Groups, people.Select(p =>
            (owners && p.Holds(WellKnownRoles.Owner)) || tiers.Any(t => t.Admits(p.Id, p.Roles))
                ? Quorum.AllOf(requirement.Groups)
                : Quorum.AdmittedTo(requirement.Groups, p.Id, p.Roles)));
}
