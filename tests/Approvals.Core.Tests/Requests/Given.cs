using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Core.Tests.Requests;

/// <summary>Requests in each of their states, all asked at <see cref="Some.Time"/>, and the commands on them.</summary>
internal static class Given
{
    public static readonly TimeSpan Timeout = TimeSpan.FromMinutes(15);

    public static readonly TimeSpan ValidFor = TimeSpan.FromMinutes(10);

    public static readonly DateTimeOffset Deadline = Some.Time + Timeout;

    public static readonly DateTimeOffset DecidedAt = Some.Time + TimeSpan.FromMinutes(1);

    public static readonly DateTimeOffset ClaimedAt = Some.Time + TimeSpan.FromMinutes(2);

    public static readonly DateTimeOffset LeaseEnd = ClaimedAt + ClaimCommand.StandardLease;

    public static readonly Claimant Agent = new Claimant.Agent(Some.Agent);

    public static readonly Claimant Executor = new Claimant.Executor(Some.Executor);

    public static readonly Reviewer Alice = Some.Person("alice", "finance");

    public static readonly Reviewer Bob = Some.Person("bob", "finance", "admin");

    public static readonly Reviewer Carol = Some.Person("carol", "security");

    public static Evaluation Evaluation(PolicyDecision decision, params ImmutableArray<Requirement> requirements) => new()
    {
        Decision = decision,
        Rules = [],
        Policies = [new PolicyPin(new PolicyName("payments"), 3, Some.Hash("policy"))],
        Requirements = requirements,
        Timeout = Timeout,
        ValidFor = ValidFor,
        Reason = "Payments over $100 require approval",
    };

    public static Requirement Requirement(int threshold, params string[] roles) => Requirement(Group(threshold, roles));

    public static Requirement Requirement(params ImmutableArray<SlotGroup> groups) =>
        ApprovalTerms.Standard.Requirement with { Groups = groups };

    public static SlotGroup Group(int threshold, params string[] roles) =>
        new(threshold, [.. roles.Select(r => new RoleName(r))], []);

    /// <summary>Three persons who review in the tests, and enough others to fill what they do not.</summary>
    public static Tenant Directory(string? owner = null) => new()
    {
        Id = Some.Tenant,
        CreatedAt = Some.Time,
        Agents = [new Agent(Some.Agent, ReviewerId.Parse(owner))],
        Reviewers =
        [
            Alice, Bob, Carol,
            .. Enumerable.Range(1, 5).Select(i => Some.Person($"other{i}", "finance", "security", "admin", "director")),
        ],
    };

    public static Submission Submission(string fingerprint = "first", ReviewerId? onBehalfOf = null) => new()
    {
        Tenant = Some.Tenant,
        Id = Some.Request,
        Agent = Some.Agent,
        OnBehalfOf = onBehalfOf,
        Action = Some.Action,
        Fingerprint = Some.Hash(fingerprint),
    };

    public static ApprovalRequest Submitted(Evaluation evaluation, string? owner = null, string? onBehalfOf = null) =>
        Submitting.Submit(
            null, Submission(onBehalfOf: ReviewerId.Parse(onBehalfOf)), Context(Directory(owner), evaluation), Some.Time).State!;

    public static ApprovalRequest Pending(int threshold = 1) =>
        Submitted(Evaluation(PolicyDecision.Escalate, Requirement(threshold, "finance")), owner: "olga", onBehalfOf: "bert");

    public static ApprovalRequest Approved() => Reviewed(Pending(), Approve(Alice), DecidedAt);

    public static ApprovalRequest Denied() => Reviewed(Pending(), Deny(Alice), DecidedAt);

    public static ApprovalRequest Claimed() => Claiming.Claim(Approved(), Claim(Agent, Some.Executor, "op-1"), Directory(), ClaimedAt).State!;

    public static ApprovalRequest Reviewed(ApprovalRequest request, ReviewCommand command, DateTimeOffset now) =>
        Reviewing.Review(request, command, now).State!;

    public static ReviewCommand Approve(Reviewer person, string? comment = null) => Review(person, Verdict.Approve, comment);

    public static ReviewCommand Deny(Reviewer person, string? comment = null) => Review(person, Verdict.Deny, comment);

    public static ClaimCommand Claim(
        Claimant claimant, ExecutorId? executor = null, string? operationKey = null, ActionDigest? digest = null) =>
        new(claimant, digest ?? Some.Action.Digest, executor, ClaimCommand.StandardLease, operationKey);

    public static ReportCommand Report(
        Claimant reporter, ReportedOutcome outcome = ReportedOutcome.Succeeded, CanonicalJson? detail = null) =>
        new(reporter, outcome, detail);

    /// <summary>The directory as it stands when the person reviews.</summary>
    public static Tenant DirectoryWith(Reviewer person) =>
        Directory() with { Reviewers = [.. Directory().Reviewers.Where(r => r.Id != person.Id), person] };

    /// <summary>What is known when an action is asked for: nothing waits, and nothing was denied.</summary>
    public static SubmissionContext Context(Tenant tenant, Evaluation evaluation) => new(tenant, evaluation, Pending: 0, EarlierDenial: null);

    private static ReviewCommand Review(Reviewer person, Verdict verdict, string? comment) =>
        new(person.Id, new ReviewInput(verdict, comment, Some.Action.Digest, "api", Proof.Account), DirectoryWith(person));
}
