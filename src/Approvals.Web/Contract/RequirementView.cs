using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Web.Contract;

/// <summary>So many of these roles must approve; so many have; so many persons may.</summary>
internal sealed record RequirementView(IReadOnlyList<RoleName> Roles, int Threshold, int Have, int Eligible)
{
    public static RequirementView Of(Requirement requirement, ApprovalRequest request, Tenant? tenant) => new(
        requirement.Roles,
        requirement.Threshold,
        request.ApprovalsFor(requirement),
        tenant?.Reviewers.Count(r => r.Active && requirement.Admits(r.Roles) && !request.IsOwn(r.Id)) ?? 0);
}
