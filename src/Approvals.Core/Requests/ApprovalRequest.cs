using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Storage;

namespace Approvals.Core.Requests;

/// <summary>
/// One action that an agent asked for, from the asking to its result. Immutable: the functions of this namespace
/// turn one state into the next. Times are in UTC.
/// </summary>
public sealed partial record ApprovalRequest
{
    public required TenantId Tenant { get; init; }

    public required RequestId Id { get; init; }

    /// <summary>Counted from 1; every change adds one, and what time and the directory did before it one each.</summary>
    public required int Version { get; init; }

    public required AgentId Agent { get; init; }

    /// <summary>The person who answers for the agent, as set when it asked.</summary>
    public ReviewerId? Owner { get; init; }

    /// <summary>The person whom the agent says it serves.</summary>
    public ReviewerId? OnBehalfOf { get; init; }

    public required RequestedAction Action { get; init; }

    /// <summary>Where the agent wants to be told of the decision: an absolute address, if any.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>That the same was denied to this agent not long before.</summary>
    public EarlierDenial? EarlierDenial { get; init; }

    /// <summary>Of what the agent sent: tells a repetition from another request under the same key.</summary>
    public required ContentHash Fingerprint { get; init; }

    /// <summary>What the policies said, with their versions; later publications change nothing here.</summary>
    [JsonConverter(typeof(SharedEvaluations))]
    public required Evaluation Evaluation { get; init; }

    /// <summary>
    /// For each requirement, how many of its slots nobody of the directory can fill, so that holders of the role
    /// <c>owner</c> may.
    /// </summary>
    [JsonRequired]
    public ImmutableArray<int> StepIns { get; init; } = [];

    /// <summary>For each requirement, how many of its tiers were reached.</summary>
    [JsonRequired]
    public ImmutableArray<int> TiersReached { get; init; } = [];

    /// <summary>Those of the reached tiers that were asked before their time.</summary>
    public ImmutableArray<EarlyTier>? EarlyTiers { get; init; }

    /// <summary>Whether half of the time has passed and the reviewers were reminded.</summary>
    [JsonRequired]
    public bool Reminded { get; init; }

    /// <summary>When the people of the directory had last changed before it was asked.</summary>
    public DateTimeOffset? DirectoryAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the last change was made. Time never goes back from here.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The last moment at which a review counts; null where the policy decided at once.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>In the order of their acceptance.</summary>
    [JsonRequired]
    public ImmutableArray<Review> Reviews { get; init; } = [];

    /// <summary>
    /// Who was told what, in the order in which it is known; null where nobody was. It grows without the version: it
    /// tells what became of a version.
    /// </summary>
    public ImmutableArray<Notification>? Told { get; init; }

    /// <summary>Who was asked and is reached, by which channel: the last that is known of each.</summary>
    [JsonIgnore]
    public IEnumerable<Notification> Reached => (Told ?? [])
        .Where(t => t.Notice == Notice.Asked && t.ForProgram is not true)
        .GroupBy(t => (t.Person, t.Channel))
        .Select(g => g.Last())
        .Where(t => t.Failure is null);

    /// <summary>Whether the person was told of it among others, as far as is known.</summary>
    public bool IsListed(ReviewerId? person) => (Told ?? [])
        .Where(t => t.Notice == Notice.Listed && t.Person == person)
        .GroupBy(t => t.Channel)
        .Any(g => g.Last().Failure is null);

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

    /// <summary>Why it stands as it does: the policy's reason while it waits or once it is approved, else the refusal.</summary>
    [JsonIgnore]
    public string Reason => Decision is { Status: not RequestStatus.Approved } refusal ? refusal.Reason : Evaluation.Reason;

    /// <summary>What the reviewers wrote.</summary>
    [JsonIgnore]
    public IEnumerable<string> Comments => Reviews.Select(r => r.Comment).OfType<string>();

    /// <summary>The last moment at which an approved action can be claimed.</summary>
    [JsonIgnore]
    public DateTimeOffset? ApprovalLapsesAt =>
        Decision is { Status: RequestStatus.Approved } decision ? decision.At + Evaluation.ValidFor : null;

    /// <summary>
    /// The moment after which time itself changes the request: half of its time, its next tier, its deadline, or the
    /// end of its lease.
    /// </summary>
    [JsonIgnore]
    public DateTimeOffset? DueAfter => Execution switch
    {
        ExecutionState.Claimed => Claim!.LeaseEndsAt,
        ExecutionState.None when Status == RequestStatus.Pending => Earlier(NextTierOrEnd, Reminded ? ExpiresAt : HalfTime),
        _ => null,
    };

    /// <summary>When the reviewers are reminded.</summary>
    [JsonIgnore]
    public DateTimeOffset? HalfTime => ExpiresAt is { } end ? CreatedAt + ((end - CreatedAt) / 2) : null;

    /// <summary>The state that the next change starts from.</summary>
    internal ApprovalRequest Next(DateTimeOffset now) => this with { Version = Version + 1, UpdatedAt = now };

    /// <summary>When the next tier is asked, or the deadline where none is before it.</summary>
    private DateTimeOffset? NextTierOrEnd
    {
        get
        {
            var next = ExpiresAt;
            foreach (var requirement in Evaluation.Requirements)
            {
                var reached = Of(TiersReached, requirement);
                if (reached < requirement.Tiers.Length)
                {
                    next = Earlier(next, CreatedAt + requirement.Tiers[reached].After);
                }
            }

            return next;
        }
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one < other ? one : other ?? one;
}
