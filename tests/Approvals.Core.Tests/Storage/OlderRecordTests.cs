using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Approvals.Core.Requests;
using Approvals.Core.Storage;

namespace Approvals.Core.Tests.Storage;

/// <summary>What may be null may be absent; nothing else may.</summary>
public class OlderRecordTests
{
    public static TheoryData<string, string> NeededOfARequest => new()
    {
        { "", "outbox" },
        { "outbox.0", "effect" },
        { "outbox.0", "attempts" },
        { "request", "reviews" },
        { "request", "fingerprint" },
        { "request.action", "args" },
        { "request.evaluation", "requirements" },
        { "request.evaluation", "timeout" },
        { "request.evaluation", "validFor" },
        { "request.evaluation", "alternatives" },
        { "request.evaluation.rules.0", "unknown" },
        { "request.evaluation.policies.0", "hash" },
        { "request.evaluation.requirements.0", "groups" },
        { "request.reviews.0", "roles" },
        { "request.decision", "reviewers" },
        { "request.decision", "by" },
        { "request.claim", "lapsed" },
        { "request.claim.claimedBy", "id" },
        { "request.report", "outcome" },
        { "request.told.0", "notice" },
        { "request.told.0", "channel" },
        { "request.earlyTiers.0", "at" },
    };

    public static TheoryData<string, string> NeededOfATenant => new()
    {
        { "tenant", "version" },
        { "tenant", "reviewers" },
        { "tenant", "agents" },
        { "tenant", "keys" },
        { "tenant", "issuers" },
        { "tenant.reviewers.0", "roles" },
        { "tenant.reviewers.0", "active" },
        { "tenant.reviewers.0", "identities" },
        { "tenant.reviewers.0.identities.0", "subject" },
        { "tenant.agents.0", "id" },
        { "tenant.keys.0", "holder" },
        { "tenant.keys.0", "environments" },
        { "tenant.keys.0.holder", "agent" },
        { "tenant.issuers.0", "audience" },
        { "tenant.channels.0", "settings" },
        { "tenant.channels.0", "secrets" },
        { "tenant.channels.0.settings", "host" },
        { "tenant.routes.normal", "all" },
        { "tenant.channels.1.settings", "team" },
        { "tenant.channels.2.settings", "account" },
        { "tenant.reviewers.0.codes", "tries" },
        { "tenant.channels.3.settings", "url" },
        { "tenant.agents.1.callbacks", "name" },
        { "tenant.agents.1.callbacks", "former" },
        { "tenant.agents.1.callbacks.former.1", "until" },
        { "tenant.retired.0", "callbacks" },
    };

    [Fact]
    public void RequestRecordOfNeededMembersOnly_Loads()
    {
        var record = JsonNode.Parse(Rich.RequestRecord.ToJson())!;
        Remove(record, "", "permit", "parked");
        Remove(record, "request", "callbackUrl", "earlierDenial", "directoryAt", "owner", "onBehalfOf", "expiresAt", "decision", "claim", "report", "told", "earlyTiers");
        Remove(record, "request.action", "environment", "context", "summary");
        Remove(record, "request.reviews.0", "comment");
        Remove(record, "request.reviews.1", "acting", "proof");
        record["request"]!["reviews"] = new JsonArray();
        record["request"]!["decision"] = JsonNode.Parse(
            """{"status":"denied","by":"policy","reviewers":[],"at":"2026-03-01T12:00:00+00:00","reason":"no"}""");

        var loaded = RequestRecord.FromJson(Bytes(record));

        Assert.Null(loaded.Permit);
        Assert.Null(loaded.Request.Owner);
        Assert.Null(loaded.Request.ExpiresAt);
        Assert.Null(loaded.Request.Action.Context);
        Assert.Empty(loaded.Request.Reviews);
        Assert.Equal(RequestStatus.Denied, loaded.Request.Status);
        Assert.Equal(ExecutionState.None, loaded.Request.Execution);
    }

    [Fact]
    public void TenantRecordOfNeededMembersOnly_Loads()
    {
        var record = JsonNode.Parse(Rich.TenantRecord.ToJson())!;
        Remove(record, "tenant", "executors", "pendingPerAgent", "channels", "routes", "updatedAt", "peopleAt");
        Remove(record, "tenant.agents.0", "owner", "environments", "callbackOrigins");
        Remove(record, "tenant.reviewers.0", "since", "grants", "deputies", "rolesAt", "reachable", "codes");
        Remove(record, "tenant.keys.0", "callbackOrigins");
        Remove(record, "tenant.keys.1", "revokedAt", "expiresAt");
        Remove(record, "tenant.issuers.0", "roles");

        var tenant = TenantRecord.FromJson(Bytes(record)).Tenant;

        Assert.Null(tenant.Agents[0].Owner);
        Assert.Null(tenant.Keys[1].RevokedAt);
    }

    [Theory]
    [MemberData(nameof(NeededOfARequest))]
    public void RequestRecordWithoutANeededMember_IsRefused(string at, string member)
    {
        var record = JsonNode.Parse(Rich.RequestRecord.ToJson())!;
        Remove(record, at, member);

        Assert.Throws<StoredFormatException>(() => RequestRecord.FromJson(Bytes(record)));
    }

    [Theory]
    [MemberData(nameof(NeededOfATenant))]
    public void TenantRecordWithoutANeededMember_IsRefused(string at, string member)
    {
        var record = JsonNode.Parse(Rich.TenantRecord.ToJson())!;
        Remove(record, at, member);

        Assert.Throws<StoredFormatException>(() => TenantRecord.FromJson(Bytes(record)));
    }

    private static byte[] Bytes(JsonNode record) => Encoding.UTF8.GetBytes(record.ToJsonString());

    private static void Remove(JsonNode record, string at, params string[] members)
    {
        var node = at.Split('.', StringSplitOptions.RemoveEmptyEntries).Aggregate(
            record, (n, step) => int.TryParse(step, CultureInfo.InvariantCulture, out var index) ? n[index]! : n[step]!);
        foreach (var member in members)
        {
            Assert.True(node.AsObject().Remove(member), $"{at} has no {member}");
        }
    }
}
