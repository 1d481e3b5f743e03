using System.Text.Json.Nodes;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Core.Receipts;

/// <summary>Lays out a receipt's members. What is absent in the request is absent here.</summary>
internal static class ReceiptDocument
{
    public static JsonObject Of(ApprovalRequest request) => Object(
        ("format", "approvals/receipt/v1"),
        ("tenant", request.Tenant.Value),
        ("requestId", request.Id.Value),
        ("version", request.Version),
        ("agent", request.Agent.Value),
        ("owner", request.Owner?.Value),
        ("onBehalfOf", request.OnBehalfOf?.Value),
        ("action", Action(request.Action)),
        ("earlierDenial", request.EarlierDenial is { } denial ? EarlierDenial(denial) : null),
        ("policy", Policy(request.Evaluation)),
        ("stepIns", request.StepIns.Any(s => s > 0) ? List(request.StepIns.Select(s => (JsonNode)s)) : null),
        ("tiersReached", request.TiersReached.Any(t => t > 0) ? List(request.TiersReached.Select(t => (JsonNode)t)) : null),
        ("earlyTiers", request.EarlyTiers is { } early ? List(early.Select(EarlyTier)) : null),
        ("status", EnumWords.Of(request.Status)),
        ("execution", EnumWords.Of(request.Execution)),
        ("events", List(Events(request))));

    private static JsonObject Action(RequestedAction action) => Object(
        ("tool", action.Tool),
        ("args", Copy(action.Args)),
        ("environment", action.Environment),
        ("context", Copy(action.Context)),
        ("summary", action.Summary),
        ("digest", action.Digest.Value));

    private static JsonObject EarlierDenial(EarlierDenial denial) => Object(
        ("requestId", denial.RequestId.Value),
        ("status", EnumWords.Of(denial.Status)),
        ("at", Time(denial.At)),
        ("reason", denial.Reason));

    private static JsonObject Policy(Evaluation evaluation) => Object(
        ("decision", EnumWords.Of(evaluation.Decision)),
        ("reason", evaluation.Reason),
        ("unknown", evaluation.Unknown.IsEmpty ? null : List(evaluation.Unknown.Select(Text))),
        ("policies", List(evaluation.Policies.Select(p => Object(
            ("policy", p.Policy.Value), ("version", p.Version), ("hash", p.Hash.Value))))),
        ("rules", List(evaluation.Rules.Select(r => Object(
            ("policy", r.Policy.Value),
            ("rule", r.Rule),
            ("reason", r.Reason),
            ("unknown", r.Unknown.IsEmpty ? null : List(r.Unknown.Select(Text))))))),
        ("requirements", List(evaluation.Requirements.Select(r => Object(
            ("groups", List(r.Groups.Select(Group))),
            ("inOrder", r.InOrder ? true : null),
            ("denials", r.Denials),
            ("tiers", r.Tiers.IsEmpty ? null : List(r.Tiers.Select(Tier))),
            ("separateOwner", r.SeparateOwner ? null : false))))));

    private static JsonObject Group(SlotGroup group) => Object(
        ("threshold", group.Threshold),
        ("roles", Names(group.Roles)),
        ("reviewers", Names(group.Reviewers)));

    private static JsonObject Tier(EscalationTier tier) => Object(
        ("after", DurationText.Format(tier.After)),
        ("roles", Names(tier.Roles)),
        ("reviewers", Names(tier.Reviewers)));

    private static JsonObject EarlyTier(EarlyTier early) => Object(
        ("requirement", early.Requirement),
        ("tier", early.Tier),
        ("at", Time(early.At)));

    private static JsonArray? Names(IReadOnlyCollection<Identifier> names) =>
        names.Count == 0 ? null : List(names.Select(n => Text(n.Value)));

    private static IEnumerable<JsonObject> Events(ApprovalRequest request)
    {
        yield return Object(
            ("event", "asked"), ("at", Time(request.CreatedAt)), ("expiresAt", Time(request.ExpiresAt)));
        foreach (var review in request.Reviews)
        {
            yield return Event(review);
        }

        foreach (var told in request.Told ?? [])
        {
            yield return Event(told);
        }

        if (request.Decision is { } decision)
        {
            yield return Object(
                ("event", "decided"),
                ("at", Time(decision.At)),
                ("status", EnumWords.Of(decision.Status)),
                ("by", EnumWords.Of(decision.By)),
                ("reviewers", decision.Reviewers.IsEmpty ? null : List(decision.Reviewers.Select(r => Text(r.Value)))),
                ("reason", decision.Reason),
                ("code", decision.Code),
                ("lapsesAt", Time(request.ApprovalLapsesAt)));
        }

        if (request.Claim is { } claim)
        {
            yield return Object(
                ("event", "claimed"),
                ("at", Time(claim.ClaimedAt)),
                ("by", NameOf(claim.ClaimedBy)),
                ("executor", claim.Executor.Value),
                ("leaseEndsAt", Time(claim.LeaseEndsAt)));
        }

        if (request.Report is { } report)
        {
            yield return Object(
                ("event", "resolved"),
                ("at", Time(report.At)),
                ("by", report.ReportedBy is { } reporter ? NameOf(reporter) : NameOf(report.Resolution!.By)),
                ("outcome", EnumWords.Of(report.Outcome)),
                ("reason", report.Resolution?.Reason),
                ("detail", Copy(report.Detail)));
        }
    }

    private static JsonObject Event(Review review) => Object(
        ("event", "reviewed"),
        ("at", Time(review.At)),
        ("reviewer", review.Reviewer.Value),
        ("roles", List(review.Roles.Select(r => Text(r.Value)))),
        ("standsInFor", Names([.. review.Authority.Principals])),
        ("verdict", EnumWords.Of(review.Verdict)),
        ("comment", review.Comment),
        ("channel", review.Channel),
        ("proof", review.Proof is { } proof ? EnumWords.Of(proof) : null),
        ("digest", review.Digest.Value));

    private static JsonObject Event(Notification told) => Object(
        ("event", told.Failure is null ? "told" : "notTold"),
        ("at", Time(told.At)),
        ("notice", EnumWords.Of(told.Notice)),
        ("reviewer", told.Person?.Value),
        ("channel", told.Channel.Value),
        ("reference", told.Reference),
        ("failure", told.Failure));

    private static JsonObject Object(params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var result = new JsonObject();
        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                result[name] = value;
            }
        }

        return result;
    }

    private static JsonArray List(IEnumerable<JsonNode> items) => [.. items];

    private static JsonNode Text(string text) => JsonValue.Create(text);

    private static JsonNode? Copy(CanonicalJson? value) => value is null ? null : JsonNode.Parse(value.Text);

    private static string? Time(DateTimeOffset? time) => time is { } known ? Rfc3339.Format(known) : null;

    private static string NameOf(Administrator administrator) => administrator switch
    {
        Administrator.Person(var person) => $"person:{person}",
        Administrator.Key(var key) => $"key:{key}",
        _ => throw new ArgumentException($"{administrator.GetType().Name} is not an administrator.", nameof(administrator)),
    };

    private static string NameOf(Claimant claimant) => claimant switch
    {
        Claimant.Agent(var agent) => $"agent:{agent}",
        Claimant.Executor(var executor) => $"executor:{executor}",
        _ => throw new ArgumentException($"{claimant.GetType().Name} is not a claimant.", nameof(claimant)),
    };
}
