using Approvals.Core.Identifiers;
using Approvals.Core.Policies;

namespace Approvals.Web.Contract;

/// <summary>So many of these roles or persons.</summary>
internal sealed record GroupView(IReadOnlyList<RoleName>? Roles, IReadOnlyList<ReviewerId>? Reviewers, int Threshold)
{
    public static GroupView Of(SlotGroup group) => new(
        group.Roles.IsEmpty ? null : group.Roles, group.Reviewers.IsEmpty ? null : group.Reviewers, group.Threshold);
}
