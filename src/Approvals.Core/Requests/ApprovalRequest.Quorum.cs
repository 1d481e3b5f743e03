using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Tenants;

namespace Approvals.Core.Requests;

/// <content>Who may fill which slot, and which are filled.</content>
public sealed partial record ApprovalRequest
{
    /// <summary>Approvals still missing, summed over the requirements.</summary>
    [JsonIgnore]
    public int ApprovalsNeeded => Evaluation.Requirements.Sum(r => r.Slots - ApprovalsFor(r));

    /// <summary>How many slots of the requirement the approvals fill.</summary>
    public int ApprovalsFor(Requirement requirement) => FilledOf(requirement, requirement.Groups);

    /// <summary>Whether enough people denied, by one requirement's measure.</summary>
    [JsonIgnore]
    public bool IsRefused => Evaluation.Requirements.Any(requirement =>
        Reviews.Count(r => r.Verdict == Verdict.Deny && MayFill(requirement, r.Reviewer, r.Roles)) >= requirement.Denials);

    /// <summary>Whether the requirement asks the person at all: by name, by role, or, where slots cannot be filled, as an owner.</summary>
    public bool Asks(Requirement requirement, ReviewerId person, IReadOnlyCollection<RoleName> roles) =>
        Admits(requirement, person, roles) || (StepInsFor(requirement) > 0 && roles.Contains(WellKnownRoles.Owner));

    /// <summary>Whether the person may fill a slot of the requirement: it asks them, and it is not their own request.</summary>
    public bool MayFill(Requirement requirement, ReviewerId person, IReadOnlyCollection<RoleName> roles) =>
        Asks(requirement, person, roles) && !IsKeptFrom(requirement, person);

    /// <summary>Whether an approval by the person would be taken now: some requirement admits them, and it is their turn.</summary>
    public bool IsTurnOf(ReviewerId person, IReadOnlyCollection<RoleName> roles) => Evaluation.Requirements.Any(requirement =>
        MayFill(requirement, person, roles)
        && (!requirement.InOrder
            || StepsIn(requirement, person, roles)
            || IsOfReachedTier(requirement, person, roles)
            || AskedGroups(requirement).Any(g => g.Admits(person, roles))));

    /// <summary>
    /// The groups of a requirement in order that have been asked: those that are filled, and the one after them. Whoever
    /// belongs to a filled one may still come, so that another can move on.
    /// </summary>
    private ImmutableArray<SlotGroup> AskedGroups(Requirement requirement)
    {
        var asked = 1;
        while (asked < requirement.Groups.Length
            && FilledOf(requirement, requirement.Groups[..asked]) == requirement.Groups[..asked].Sum(g => g.Threshold))
        {
            asked++;
        }

        return requirement.Groups[..asked];
    }

    /// <summary>
    /// Whether the requirement keeps the person out because it is their own request. Letter case does not tell persons
    /// apart here: an agent that writes "Alice" for alice does not make her another one.
    /// </summary>
    internal bool IsKeptFrom(Requirement requirement, ReviewerId person) =>
        IsSame(person, OnBehalfOf) || (requirement.SeparateOwner && IsSame(person, Owner));

    private IEnumerable<Review> Approvals => Reviews.Where(r => r.Verdict == Verdict.Approve);

    /// <summary>
    /// How many slots of these groups, the requirement's first, the approvals fill: as many as without owners, and those
    /// that owners step in for, as far as there are owners to fill them.
    /// </summary>
    private int FilledOf(Requirement requirement, ImmutableArray<SlotGroup> groups)
    {
        var filled = CountFilled(requirement, groups, owners: false);
        var stepIns = StepInsFor(requirement);
        return stepIns == 0 ? filled : Math.Min(filled + stepIns, CountFilled(requirement, groups, owners: true));
    }

    /// <param name="requirement">The requirement.</param>
    /// <param name="groups">The first of its groups.</param>
    /// <param name="owners">Whether owners fill any slot.</param>
    private int CountFilled(Requirement requirement, ImmutableArray<SlotGroup> groups, bool owners) => Quorum.CountFilled(
        groups,
        from review in Approvals
        where !IsKeptFrom(requirement, review.Reviewer)
        select IsOfReachedTier(requirement, review.Reviewer, review.Roles) || (owners && review.Roles.Contains(WellKnownRoles.Owner))
            ? Quorum.AllOf(groups)
            : Quorum.AdmittedTo(groups, review.Reviewer, review.Roles));

    private bool StepsIn(Requirement requirement, ReviewerId person, IReadOnlyCollection<RoleName> roles) =>
        StepInsFor(requirement) > 0 && roles.Contains(WellKnownRoles.Owner) && !IsKeptFrom(requirement, person);

    /// <summary>Whether the requirement itself admits the person, or a tier of it that was reached.</summary>
    private bool Admits(Requirement requirement, ReviewerId person, IReadOnlyCollection<RoleName> roles) =>
        requirement.Admits(person, roles) || IsOfReachedTier(requirement, person, roles);

    private bool IsOfReachedTier(Requirement requirement, ReviewerId person, IReadOnlyCollection<RoleName> roles) =>
        requirement.Tiers.Take(Of(TiersReached, requirement)).Any(t => t.Admits(person, roles));

    private int StepInsFor(Requirement requirement) => Of(StepIns, requirement);

    /// <summary>What is counted for the requirement.</summary>
    private int Of(ImmutableArray<int> counts, Requirement requirement) =>
        Evaluation.Requirements.IndexOf(requirement) is >= 0 and var i && i < counts.Length ? counts[i] : 0;

    private static bool IsSame(ReviewerId person, ReviewerId? other) =>
        string.Equals(person.Value, other?.Value, StringComparison.OrdinalIgnoreCase);
}
