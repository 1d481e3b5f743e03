using System.Text.Json;
using Approvals.Channels.Callback;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Policies;
using Approvals.Core.Requests;

namespace Approvals.Channels.Tests.Fixture;

/// <summary>Values that tests need and whose particulars do not matter to them.</summary>
internal static class Some
{
    public static readonly TenantId Tenant = new("demo");

    public static readonly AgentId Agent = new("demo-agent");

    public static readonly MasterSecret Master = MasterSecret.Parse("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")!;

    public static readonly DateTimeOffset AskedAt = new(2026, 3, 14, 8, 50, 0, TimeSpan.Zero);

    public static readonly DateTimeOffset DecidedAt = new(2026, 3, 14, 8, 59, 0, 500, TimeSpan.Zero);

    /// <summary>A payment that waits for people.</summary>
    public static ApprovalRequest Pending() => new()
    {
        Tenant = Tenant,
        Id = RequestId.Derive(Tenant, Agent, "invoice-8841"),
        Version = 3,
        Agent = Agent,
        Action = RequestedAction.Create(
            "payment.send", CanonicalJson.Create(JsonElement.Parse("""{"amount":5000,"to":"vendor-17"}""")), summary: "Pay invoice 8841"),
        Fingerprint = ContentHash.Of("payment"u8),
        Evaluation = new Evaluation
        {
            Decision = PolicyDecision.Escalate,
            Rules = [],
            Policies = [],
            Requirements = [ApprovalTerms.Standard.Requirement with { Groups = [new SlotGroup(2, [new RoleName("finance")], [])] }],
            ValidFor = TimeSpan.FromMinutes(15),
            Reason = "Payments over $100 require approval",
            Alternatives = ["Ask for less than $100"],
        },
        CreatedAt = AskedAt,
        UpdatedAt = DecidedAt,
        ExpiresAt = AskedAt.AddMinutes(15),
    };

    public static ApprovalRequest Decided(RequestStatus status, DecidedBy by, string reason) =>
        Pending() with { Decision = new Decision(status, by, [], DecidedAt, reason) };
}
