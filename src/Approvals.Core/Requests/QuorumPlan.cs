using System.Collections.Immutable;
using Approvals.Core.Policies;
using Approvals.Core.Tenants;

namespace Approvals.Core.Requests;

/// <summary>
/// Whether the people of a directory can fill what is asked: a matching, not a count. Slots that nobody can fill fall
/// to holders of the role <c>owner</c>; thresholds never shrink.
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
            var missing = requirement.Slots - Quorum.CountFilled(requirement.Groups, people.Select(p => GroupsOf(requirement, p)));
            if (missing > 0 && !CanOwnersFill(requirement, people))
            {
                return null;
            }

            stepIns.Add(missing);
        }

        return stepIns.ToImmutable();
    }

    private static bool CanOwnersFill(Requirement requirement, List<Reviewer> people)
    {
        var withOwners = people.Select(p =>
            p.Holds(WellKnownRoles.Owner) ? Quorum.AllGroups(requirement) : GroupsOf(requirement, p));
        return Quorum.CountFilled(requirement.Groups, withOwners) == requirement.Slots;
    }

    /// <summary>What the person can fill by the deadline, when every tier has been asked.</summary>
    private static ImmutableArray<int> GroupsOf(Requirement requirement, Reviewer person) =>
        requirement.Tiers.Any(t => t.Admits(person.Id, person.Roles))
            ? Quorum.AllGroups(requirement)
            : Quorum.GroupsOf(requirement, person.Id, person.Roles);
}
