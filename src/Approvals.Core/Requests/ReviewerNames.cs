using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Tenants;

namespace Approvals.Core.Requests;

/// <summary>Who may come to review a request, later tiers among them: roles, and people by their name.</summary>
public static class ReviewerNames
{
    /// <summary>Each once.</summary>
    public static ImmutableArray<string> Of(ApprovalRequest request)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        foreach (var requirement in request.Evaluation.Requirements)
        {
            AddOf(requirement, names);
        }

        foreach (var stepIns in request.StepIns)
        {
            if (stepIns > 0)
            {
                Add(WellKnownRoles.Owner.Value, names);
            }
        }

        return names.DrainToImmutable();
    }

    /// <summary>A person's name among the roles, where they are asked themselves: no role's name begins with an @.</summary>
    public static string Of(ReviewerId person) => $"@{person}";

    private static void AddOf(Requirement requirement, ImmutableArray<string>.Builder names)
    {
        foreach (var group in requirement.Groups)
        {
            Add(group.Roles, group.Reviewers, names);
        }

        foreach (var tier in requirement.Tiers)
        {
            Add(tier.Roles, tier.Reviewers, names);
        }
    }

    private static void Add(
        ImmutableArray<RoleName> roles, ImmutableArray<ReviewerId> people, ImmutableArray<string>.Builder names)
    {
        foreach (var role in roles)
        {
            Add(role.Value, names);
        }

        foreach (var person in people)
        {
            Add(Of(person), names);
        }
    }

    private static void Add(string name, ImmutableArray<string>.Builder names)
    {
        if (!names.Contains(name))
        {
            names.Add(name);
        }
    }
}
