using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Tenants;

namespace Approvals.Core.Requests;

/// <content>Who may fill which slot, and which are filled.</content>
public sealed partial record ApprovalRequest
{
    /// <summary>
    /// Whom the directory had at this moment is who was asked: when the action was, or when the last tier was reached.
    /// Who came later comes in at the next tier. It is a time of the directory's own, which the clock cannot set back.
    /// </summary>
    [JsonIgnore]
    public DateTimeOffset PeopleAsOf => TiersReached.Any(static reached => reached > 0)
        ? Evaluation.Requirements
            .SelectMany((requirement, place) => ReachedTiers(requirement).Select((tier, t) => ReachedAt(place, t, tier))).Append(DirectoryAt ?? CreatedAt).Max()
        : DirectoryAt ?? CreatedAt;

    /// <summary>Approvals still missing, summed over the requirements.</summary>
    [JsonIgnore]
    public int ApprovalsNeeded => Evaluation.Requirements.Sum(r => r.Slots - ApprovalsFor(r));

    /// <summary>How many slots of the requirement the approvals fill.</summary>
    public int ApprovalsFor(Requirement requirement) => FilledOf(requirement, requirement.Groups);

    /// <summary>Whether enough people denied, by one requirement's measure.</summary>
    [JsonIgnore]
    public bool IsRefused => Evaluation.Requirements.Any(requirement =>
        Reviews.Count(r => r.Verdict == Verdict.Deny && MayFill(requirement, r.Authority)) >= requirement.Denials);

    /// <summary>Whether some requirement asks the person.</summary>
    public bool Asks(Standing person) => AsksAny(person.AsOf(PeopleAsOf));

    /// <summary>Whether the person may fill a slot of some requirement.</summary>
    public bool MayReview(Standing person) => MayFillAny(person.AsOf(PeopleAsOf));

    /// <summary>Whether the person may fill a slot of the requirement.</summary>
    public bool MayFill(Requirement requirement, Standing person) => MayFill(requirement, person.AsOf(PeopleAsOf));

    /// <summary>What it takes to approve it.</summary>
    [JsonIgnore]
    public Proof ProofNeeded => Proofs.NeededFor(Evaluation.Urgency ?? Urgency.Normal);

    /// <summary>How many groups of a requirement in order have been asked.</summary>
    internal int GroupsAsked(Requirement requirement) => AskedGroups(requirement).Length;

    /// <summary>
    /// By which channels the person is told, as the policy says it: the last tier's that asks them, or else the
    /// requirement's; null where it does not say.
    /// </summary>
    internal ImmutableArray<ChannelName>? ChannelsFor(Authority person)
    {
        var asking = Evaluation.Requirements.Where(r => MayFill(r, person)).ToList();
        return asking.SelectMany(ReachedTiers)
                .LastOrDefault(t => t.Channels is not null && person.InTime.Any(c => t.Admits(c.Id, c.Roles)))?.Channels
            ?? asking.Select(r => r.Channels).FirstOrDefault(c => c is not null);
    }

    internal bool AsksAny(Authority person) => Evaluation.Requirements.Any(r => Asks(r, person));

    internal bool MayFillAny(Authority person) => Evaluation.Requirements.Any(r => MayFill(r, person));

    /// <summary>Whether the person may fill a slot of the requirement: it asks them, and it is not their own request.</summary>
    internal bool MayFill(Requirement requirement, Authority person) =>
        Asks(requirement, person) && !IsKeptFrom(requirement, person);

    /// <summary>Whether an approval by the person would be taken now: some requirement admits them, and it is their turn.</summary>
    internal bool IsTurnOf(Authority person) => Evaluation.Requirements.Any(requirement =>
        MayFill(requirement, person)
        && (!requirement.InOrder
            || StepsIn(requirement, person)
            || person.InTime.Any(c => IsOfReachedTier(requirement, c))
            || AskedGroups(requirement).Any(g => person.InTime.Any(c => g.Admits(c.Id, c.Roles)))));

    /// <summary>
    /// Whether the requirement keeps the person out because it is their own request, or that of somebody whom they
    /// stand in for. Letter case does not tell persons apart here: an agent that writes "Alice" for alice does not make
    /// her another one.
    /// </summary>
    internal bool IsKeptFrom(Requirement requirement, Authority person)
    {
        foreach (var capacity in person.Capacities)
        {
            if (IsSame(capacity.Id, OnBehalfOf) || (requirement.SeparateOwner && IsSame(capacity.Id, Owner)))
            {
                return true;
            }
        }

        return false;
    }

    private IEnumerable<Review> Approvals => Reviews.Where(r => r.Verdict == Verdict.Approve);

    /// <summary>Whether the requirement asks the person at all: by name, by role, or, where slots cannot be filled, as an owner.</summary>
    private bool Asks(Requirement requirement, Authority person) =>
        StepsIn(requirement, person)
        || person.InTime.Any(c => requirement.Admits(c.Id, c.Roles) || IsOfReachedTier(requirement, c));

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
    private int CountFilled(Requirement requirement, ImmutableArray<SlotGroup> groups, bool owners)
    {
        var tiers = requirement.Tiers[..Of(TiersReached, requirement)];
        return SlotSharing.CountFilled(
            groups,
            from review in Approvals
            where !IsKeptFrom(requirement, review.Authority)
            select Candidate.For(review.Authority, groups, tiers, owners)).Filled;
    }

    private bool StepsIn(Requirement requirement, Authority person) => person.MayStepIn && StepInsFor(requirement) > 0;

    private bool IsOfReachedTier(Requirement requirement, Capacity person) =>
        ReachedTiers(requirement).Any(t => t.Admits(person.Id, person.Roles));

    private DateTimeOffset ReachedAt(int requirement, int place, EscalationTier tier) =>
        EarlyTiers?.FirstOrDefault(e => e.Requirement == requirement && e.Tier == place)?.At ?? CreatedAt + tier.After;

    private IEnumerable<EscalationTier> ReachedTiers(Requirement requirement) => requirement.Tiers.Take(Of(TiersReached, requirement));

    private int StepInsFor(Requirement requirement) => Of(StepIns, requirement);

    /// <summary>What is counted for the requirement.</summary>
    private int Of(ImmutableArray<int> counts, Requirement requirement) =>
        Evaluation.Requirements.IndexOf(requirement) is >= 0 and var i && i < counts.Length ? counts[i] : 0;

    private static bool IsSame(ReviewerId person, ReviewerId? other) =>
        string.Equals(person.Value, other?.Value, StringComparison.OrdinalIgnoreCase);
}
