using System.Globalization;
using System.Text;
using System.Text.Json;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Bench;

/// <summary>What the callers ask and answer: payments that two people of finance approve.</summary>
internal static class Work
{
    public const string Policy =
        """
        policy: payments
        defaults:
          threshold: 2
          roles: [finance]
          timeout: 24h
        rules:
          - tool: "payment.send"
            action: escalate
            when:
              args.amount:
                gt: 100
            reason: "Payments over $100 require approval"
          - tool: "payment.urgent"
            action: escalate
            approval: { timeout: 10m }
            reason: "Urgent payments require approval at once"
        """;

    public static readonly TenantId Tenant = new("bench");
    public static readonly AgentId Agent = new("agent");
    public static readonly AgentId AgentOfOld = new("agent-of-old");
    public static readonly ReviewerId Alice = new("alice");
    public static readonly ReviewerId Bob = new("bob");

    public static IReadOnlyList<TenantChange> Directory =>
        [new TenantChange.PutAgent(new Agent(Agent)), new TenantChange.PutAgent(new Agent(AgentOfOld)), new TenantChange.LimitPending(Core.Tenants.Tenant.MostPending), Person(Alice), Person(Bob)];

    /// <summary>The same for the same key, so that nothing need be remembered of a million.</summary>
    public static Submission Ask(string series, int number, string tool = "payment.send")
    {
        // What fills a file is another agent's: so much may one agent have waiting, and no more.
        var agent = series == "old" ? AgentOfOld : Agent;
        var key = string.Create(CultureInfo.InvariantCulture, $"{series}-{number}");
        var args = $$"""{"amount":5000,"currency":"USD","invoice":"{{key}}","to":"vendor-17"}""";
        return new Submission
        {
            Tenant = Tenant,
            Id = RequestId.Derive(Tenant, agent, key),
            Agent = agent,
            Action = RequestedAction.Create(tool, CanonicalJson.Create(JsonElement.Parse(args)), summary: $"Pay invoice {key}"),
            Fingerprint = ContentHash.Of(Encoding.UTF8.GetBytes(args)),
        };
    }

    public static Submission[] AskMany(string series, int count) =>
        [.. Enumerable.Range(0, count).Select(i => Ask(series, i))];

    private static TenantChange Person(ReviewerId id) => new TenantChange.PutReviewer(new Reviewer
    {
        Id = id,
        Roles = [new RoleName("finance")],
        Identities = [new Identity("https://login.example", id.Value)],
    });
}
