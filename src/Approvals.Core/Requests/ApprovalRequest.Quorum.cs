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

    /// <summary>How many slots of the requirement the approvals fill, those of owners who step in last.</summary>
    public int ApprovalsFor(Requirement requirement)
    {
        var filled = Quorum.CountFilled(requirement.Groups, ApproversOf(requirement));
        var steppingIn = Approvals.Count(r => StepsIn(requirement, r.Reviewer, r.Roles));
        return filled + Math.Min(requirement.Slots - filled, Math.Min(steppingIn, StepInsFor(requirement)));
    }

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
            || CurrentGroup(requirement)?.Admits(person, roles) != false));

    /// <summary>The group of a requirement in order that is asked now; null once all are filled.</summary>
    public SlotGroup? CurrentGroup(Requirement requirement)
    {
        var approvers = ApproversOf(requirement).ToList();
        var filled = 0;
        while (filled < requirement.Groups.Length && Quorum.FillsFirst(filled + 1, requirement.Groups, approvers))
        {
            filled++;
        }

        return filled < requirement.Groups.Length ? requirement.Groups[filled] : null;
    }

    /// <summary>
    /// Whether the requirement keeps the person out because it is their own request. Letter case does not tell persons
    /// apart here: an agent that writes "Alice" for alice does not make her another one.
    /// </summary>
    internal bool IsKeptFrom(Requirement requirement, ReviewerId person) =>
        IsSame(person, OnBehalfOf) || (requirement.SeparateOwner && IsSame(person, Owner));

    private IEnumerable<Review> Approvals => Reviews.Where(r => r.Verdict == Verdict.Approve);

    /// <summary>For each approval by somebody whom the requirement itself admits, the groups that do.</summary>
    private IEnumerable<ImmutableArray<int>> ApproversOf(Requirement requirement) =>
        from review in Approvals
        where Admits(requirement, review.Reviewer, review.Roles) && !IsKeptFrom(requirement, review.Reviewer)
        select IsOfReachedTier(requirement, review.Reviewer, review.Roles)
            ? Quorum.AllGroups(requirement)
            : Quorum.GroupsOf(requirement, review.Reviewer, review.Roles);

    private bool StepsIn(Requirement requirement, ReviewerId person, IReadOnlyCollection<RoleName> roles) =>
        !Admits(requirement, person, roles) && MayFill(requirement, person, roles);

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
