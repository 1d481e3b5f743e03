using System.Collections.Immutable;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Core.Policies.Linting;

/// <summary>Finds quorums that the people of a directory cannot fill: a matching, not a count.</summary>
internal static class QuorumLint
{
    public static IEnumerable<PolicyWarning> Check(Policy policy, IReadOnlyCollection<Reviewer> people)
    {
        var active = people.Where(p => p.Active).ToList();
        foreach (var rule in policy.Rules.Where(r => r.Action == PolicyDecision.Escalate))
        {
            if (Find(rule.Approval.Requirement, active) is { } problem)
            {
                yield return rule.Warn(PolicyWarningKind.TooFewPeople, problem);
            }
        }

        if (policy.Default == PolicyDecision.Escalate && Find(policy.Defaults.Requirement, active) is { } ofDefault)
        {
            yield return new PolicyWarning(1, 1, null, PolicyWarningKind.TooFewPeople, $"'default: escalate': {ofDefault}");
        }
    }

    private static string? Find(Requirement requirement, List<Reviewer> people)
    {
        var filled = Quorum.CountFilled(requirement.Groups, people.Select(p => AdmittedTo(requirement.Groups, p)));
        return filled == requirement.Slots
            ? null
            : $"Of {requirement.Slots} who must approve ({string.Join(" and ", requirement.Groups)}), the directory has people for {filled}; the rest would fall to holders of the role owner.";
    }

    private static ImmutableArray<int> AdmittedTo(ImmutableArray<SlotGroup> groups, Reviewer person) =>
        [.. Enumerable.Range(0, groups.Length).Where(i => groups[i].Admits(person.Id, person.Roles))];
}
