using System.Text;
using System.Text.Json;
using Approvals.Conformance.Model.Stories;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Conformance.Model.Running;

/// <summary>The words of stories in the types of the core.</summary>
internal static class Setting
{
    private static readonly CanonicalJson Detail = CanonicalJson.Create(JsonElement.Parse("""{"reference":1}"""));

    private static readonly CanonicalJson Args = CanonicalJson.Create(JsonElement.Parse("""{"amount":5000}"""));

    public static IReadOnlyList<TenantChange> FirstEntries(TenantId tenant, Scene scene, DateTimeOffset now) =>
    [
        OwnedBy(scene.Owner),
        new TenantChange.PutAgent(new Agent(new AgentId(Scene.Browser))),
        new TenantChange.AddKey(new ApiKey
        {
            Id = AdminKeyOf(tenant),
            Holder = new KeyHolder.ForAdmin(),
            SecretHash = ContentHash.Of("secret"u8),
            CreatedAt = now,
        }),
        .. scene.People.Select(p => Person(p.Key, p.Value with { Deputies = [] }, now)),
    ];

    public static KeyId AdminKeyOf(TenantId tenant) => new($"admin-{tenant}");

    public static TenantChange OwnedBy(string? owner) =>
        new TenantChange.PutAgent(new Agent(new AgentId(Scene.Payer), ReviewerId.Parse(owner)));

    public static TenantChange Person(string name, Entry entry, DateTimeOffset start) => new TenantChange.PutReviewer(new Reviewer
    {
        Id = new ReviewerId(name),
        Active = entry.Active,
        Roles = [.. entry.Roles.Select(r => new RoleName(r))],
        Deputies = entry.Deputies.IsEmpty
            ? null
            : [.. entry.Deputies.Select(d => new Deputy { Id = new ReviewerId(d.Deputy), From = start + d.From, Until = start + d.Until })],
    });

    public static Submission Submission(TenantId tenant, Move.Submit submit) => new()
    {
        Tenant = tenant,
        Id = IdOf(tenant, submit.Key),
        Agent = new AgentId(Scene.Askers[submit.Key]),
        OnBehalfOf = ReviewerId.Parse(submit.OnBehalfOf),
        Action = ActionOf(submit.Tool),
        CallbackUrl = submit.CallsBack ? "https://agent.example/hook" : null,
        Fingerprint = ContentHash.Of(Encoding.UTF8.GetBytes(submit.ToString())),
    };

    public static RequestedAction ActionOf(string tool) => RequestedAction.Create(tool, Args);

    public static RequestId IdOf(TenantId tenant, int key) =>
        RequestId.Derive(tenant, new AgentId(Scene.Askers[key]), $"key-{key}");

    public static ReviewInput Says(Move.Review review, ActionDigest digest) =>
        new(review.Yes ? Verdict.Approve : Verdict.Deny, Comment: null, review.WrongDigest ? Other(digest) : digest, "api", (Proof)review.Proof);

    public static AgentId CancelledBy(Move.Cancel cancel) => new(AgentOf(cancel.By, cancel.Key));

    public static ClaimCommand Command(Move.Claim claim, ActionDigest digest) => new(
        Claimant(claim.By, claim.Key),
        claim.WrongDigest ? Other(digest) : digest,
        ExecutorId.Parse(claim.Executor),
        claim.Lease,
        claim.Operation);

    public static ReportCommand Command(Move.Report report) => new(
        Claimant(report.By, report.Key), Outcome(report.Succeeded), report.WithDetail ? Detail : null);

    public static ResolveCommand Command(TenantId tenant, Move.Resolve resolve) => new(
        ReviewerId.Parse(resolve.Who) is { } person ? new Administrator.Person(person) : new Administrator.Key(AdminKeyOf(tenant)),
        Outcome(resolve.Succeeded),
        resolve.Reason,
        Detail: null);

    private static ReportedOutcome Outcome(bool succeeded) => succeeded ? ReportedOutcome.Succeeded : ReportedOutcome.Failed;

    private static ActionDigest Other(ActionDigest digest) => ActionDigest.Of(Encoding.UTF8.GetBytes($"not {digest}"));

    private static Claimant Claimant(Party party, int key) => party switch
    {
        Party.Bank => new Claimant.Executor(new ExecutorId("bank")),
        Party.Shop => new Claimant.Executor(new ExecutorId("shop")),
        _ => new Claimant.Agent(new AgentId(AgentOf(party, key))),
    };

    private static string AgentOf(Party party, int key) =>
        (party == Party.Agent) == (Scene.Askers[key] == Scene.Payer) ? Scene.Payer : Scene.Browser;
}
