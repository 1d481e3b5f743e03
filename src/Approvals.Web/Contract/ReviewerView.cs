using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;

namespace Approvals.Web.Contract;

/// <summary>A person of the directory.</summary>
internal sealed record ReviewerView(
    ReviewerId Reviewer,
    ImmutableArray<RoleName> Roles,
    bool Active,
    ImmutableArray<Identity> Identities,
    IReadOnlyList<DeputyView> Deputies)
{
    public static ReviewerView Of(Reviewer person) => new(
        person.Id,
        person.Roles,
        person.Active,
        person.Identities,
        [.. (person.Deputies ?? []).Select(d => new DeputyView(d.Id, d.From, d.Until))]);
}

/// <summary>Who stands in for the person, from the one moment to the other.</summary>
internal sealed record DeputyView(ReviewerId Reviewer, DateTimeOffset? From, DateTimeOffset? Until);
