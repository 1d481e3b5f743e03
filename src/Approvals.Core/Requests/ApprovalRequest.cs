using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Tenants;

namespace Approvals.Core.Requests;

/// <summary>
/// One action that an agent asked for, from the asking to its result. Immutable: the functions of this namespace
/// turn one state into the next. Times are in UTC.
/// </summary>
public sealed record ApprovalRequest
{
    public required TenantId Tenant { get; init; }

    public required RequestId Id { get; init; }

    /// <summary>Counted from 1; every change adds one.</summary>
    public required int Version { get; init; }

    public required AgentId Agent { get; init; }

    /// <summary>The person who answers for the agent, as set when it asked.</summary>
    public ReviewerId? Owner { get; init; }

    /// <summary>The person whom the agent says it serves.</summary>
    public ReviewerId? OnBehalfOf { get; init; }

    public required RequestedAction Action { get; init; }

    /// <summary>Of what the agent sent: tells a repetition from another request under the same key.</summary>
    public required ContentHash Fingerprint { get; init; }

    /// <summary>What the policies said, with their versions; later publications change nothing here.</summary>
    public required Evaluation Evaluation { get; init; }

    /// <summary>
    /// For each requirement, how many of its slots nobody of the directory can fill, so that holders of the role
    /// <c>owner</c> may.
    /// </summary>
    [JsonRequired]
    public ImmutableArray<int> StepIns { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the last change was made. Time never goes back from here.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The last moment at which a review counts; null where the policy decided at once.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>In the order of their acceptance.</summary>
    [JsonRequired]
    public ImmutableArray<Review> Reviews { get; init; } = [];

    public Decision? Decision { get; init; }

    public Claim? Claim { get; init; }

    public Report? Report { get; init; }

    [JsonIgnore]
    public RequestStatus Status => Decision?.Status ?? RequestStatus.Pending;

    [JsonIgnore]
    public ExecutionState Execution => (Claim, Report) switch
    {
        (null, _) => ExecutionState.None,
        (_, { Outcome: ReportedOutcome.Succeeded }) => ExecutionState.Succeeded,
        (_, { Outcome: ReportedOutcome.Failed }) => ExecutionState.Failed,
        ({ Lapsed: true }, _) => ExecutionState.Unknown,
        _ => ExecutionState.Claimed,
    };

    /// <summary>The last moment at which an approved action can be claimed.</summary>
    [JsonIgnore]
    public DateTimeOffset? ApprovalLapsesAt =>
        Decision is { Status: RequestStatus.Approved } decision ? decision.At + Evaluation.ValidFor : null;

    /// <summary>The moment after which time itself changes the request: its deadline, or the end of its lease.</summary>
    [JsonIgnore]
    public DateTimeOffset? DueAfter => Execution switch
    {
        ExecutionState.Claimed => Claim!.LeaseEndsAt,
        ExecutionState.None when Status == RequestStatus.Pending => ExpiresAt,
        _ => null,
    };

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
        requirement.Admits(person, roles) || (StepInsFor(requirement) > 0 && roles.Contains(WellKnownRoles.Owner));

    /// <summary>Whether the person may fill a slot of the requirement: it asks them, and it is not their own request.</summary>
    public bool MayFill(Requirement requirement, ReviewerId person, IReadOnlyCollection<RoleName> roles) =>
        Asks(requirement, person, roles) && !IsKeptFrom(requirement, person);

    /// <summary>Whether an approval by the person would be taken now: some requirement admits them, and it is their turn.</summary>
    public bool IsTurnOf(ReviewerId person, IReadOnlyCollection<RoleName> roles) => Evaluation.Requirements.Any(requirement =>
        MayFill(requirement, person, roles)
        && (!requirement.InOrder
            || StepsIn(requirement, person, roles)
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
        where requirement.Admits(review.Reviewer, review.Roles) && !IsKeptFrom(requirement, review.Reviewer)
        select Quorum.GroupsOf(requirement, review.Reviewer, review.Roles);

    private bool StepsIn(Requirement requirement, ReviewerId person, IReadOnlyCollection<RoleName> roles) =>
        !requirement.Admits(person, roles) && MayFill(requirement, person, roles);

    private int StepInsFor(Requirement requirement) =>
        Evaluation.Requirements.IndexOf(requirement) is >= 0 and var i && i < StepIns.Length ? StepIns[i] : 0;

    private static bool IsSame(ReviewerId person, ReviewerId? other) =>
        string.Equals(person.Value, other?.Value, StringComparison.OrdinalIgnoreCase);

    /// <summary>The state that the next change starts from.</summary>
    internal ApprovalRequest Next(DateTimeOffset now) => this with { Version = Version + 1, UpdatedAt = now };
}
