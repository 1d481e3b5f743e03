using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Web.Contract;

/// <summary>So many must approve, so many have, and so many persons may: of one group, or of several.</summary>
internal sealed record RequirementView(
    IReadOnlyList<RoleName>? Roles,
    IReadOnlyList<ReviewerId>? Reviewers,
    IReadOnlyList<GroupView>? Groups,
    bool? InOrder,
    int Threshold,
    int Denials,
    int Have,
    int Eligible)
{
    public static RequirementView Of(Requirement requirement, ApprovalRequest request, Tenant? tenant, DateTimeOffset now)
    {
        var groups = requirement.Groups.Select(GroupView.Of).ToList();
        var only = groups is [var one] ? one : null;
        return new RequirementView(
            only?.Roles,
            only?.Reviewers,
            only is null ? groups : null,
            requirement.InOrder ? true : null,
            groups.Sum(g => g.Threshold),
            requirement.Denials,
            request.ApprovalsFor(requirement),
            tenant?.Standings(now).Count(person => request.MayFill(requirement, person)) ?? 0);
    }
}
