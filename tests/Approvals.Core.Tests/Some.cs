using System.Text.Json;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Core.Tests;

/// <summary>Values that tests need and whose particulars do not matter to them.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Time = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    public static readonly TenantId Tenant = new("acme");

    public static readonly AgentId Agent = new("payer");

    public static readonly AgentId OtherAgent = new("browser");

    public static readonly ExecutorId Executor = new("bank");

    public static readonly RequestId Request = RequestId.Derive(Tenant, Agent, "order-1");

    public static readonly RequestedAction Action =
        RequestedAction.Create("payment.send", Json("""{"amount":5000,"currency":"USD"}"""));

    public static readonly ActionDigest OtherDigest = ActionDigest.Of("another action"u8);

    public static CanonicalJson Json(string text) => CanonicalJson.Create(JsonElement.Parse(text));

    public static ContentHash Hash(string content) => ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(content));

    public static Reviewer Person(string id, params string[] roles) => new()
    {
        Id = new ReviewerId(id),
        Roles = [.. roles.Select(r => new RoleName(r))],
    };
}
