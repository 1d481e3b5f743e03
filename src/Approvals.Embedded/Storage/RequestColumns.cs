using System.Text.Json;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Embedded.Storage;

/// <summary>What a request's row repeats of its record, so that it can be looked for.</summary>
internal sealed record RequestColumns(
    string Tenant,
    string Id,
    long Version,
    string Status,
    string Tool,
    string Agent,
    string? Executor,
    string Roles)
{
    public static RequestColumns Of(ApprovalRequest request) => new(
        request.Tenant.Value,
        request.Id.Value,
        request.Version,
        EnumWords.Of(request.Status),
        request.Action.Tool,
        request.Agent.Value,
        request.Claim?.Executor.Value,
        JsonSerializer.Serialize(Reviewers(request).Distinct(StringComparer.Ordinal)));

    /// <summary>A person's name among the roles, where they are asked themselves: no role's name begins with an @.</summary>
    public static string NameOf(ReviewerId person) => $"@{person}";

    /// <summary>Who may come to review, later tiers among them.</summary>
    private static IEnumerable<string> Reviewers(ApprovalRequest request)
    {
        foreach (var requirement in request.Evaluation.Requirements)
        {
            foreach (var role in requirement.Groups.SelectMany(g => g.Roles).Concat(requirement.Tiers.SelectMany(t => t.Roles)))
            {
                yield return role.Value;
            }

            foreach (var person in requirement.Groups.SelectMany(g => g.Reviewers).Concat(requirement.Tiers.SelectMany(t => t.Reviewers)))
            {
                yield return NameOf(person);
            }
        }

        if (request.StepIns.Any(s => s > 0))
        {
            yield return WellKnownRoles.Owner.Value;
        }
    }
}
