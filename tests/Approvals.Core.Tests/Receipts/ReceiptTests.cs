using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Approvals.Core.Policies;
using Approvals.Core.Receipts;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.Core.Tests.Storage;
using Given = Approvals.Core.Tests.Requests.Given;

namespace Approvals.Core.Tests.Receipts;

public class ReceiptTests
{
    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string, string[]> Lives => new()
    {
        { "pending", ["asked"] },
        { "allowed", ["asked", "decided"] },
        { "denied", ["asked", "reviewed", "decided"] },
        { "expired", ["asked", "decided"] },
        { "approved", ["asked", "reviewed", "decided"] },
        { "claimed", ["asked", "reviewed", "decided", "claimed"] },
        { "rich", ["asked", "reviewed", "reviewed", "notTold", "told", "decided", "claimed", "resolved"] },
    };

    [Fact]
    public void TodaysReceipt_IsWrittenAsTheGoldenFile() =>
        Assert.Equal(Golden("receipt.v1-told.json"), Receipt.Of(Rich.Request).Document.Text);

    [Theory]
    [InlineData("receipt.v1.json", 1)]
    [InlineData("receipt.v1-all-members.json", 2)]
    public void ReceiptOfAnOlderRecord_IsWhatItWas(string receipt, int format) => Assert.Equal(
        Golden(receipt),
        Receipt.Of(RequestRecord.FromJson(GoldenFile.Read($"Storage/Golden/request-record.v{format}.json")).Request).Document.Text);

    [Theory]
    [MemberData(nameof(Lives))]
    public void Hash_IsTheSha256OfTheDocumentWithoutIt(string life, string[] events)
    {
        var receipt = Receipt.Of(Request(life));

        var document = JsonNode.Parse(receipt.Document.Text)!.AsObject();
        Assert.Equal(receipt.Hash.Value, (string?)document["hash"]);
        document.Remove("hash");
        var rest = Encoding.UTF8.GetBytes(document.ToJsonString(Unescaped));
        Assert.Equal("sha256:" + Convert.ToHexStringLower(SHA256.HashData(rest)), receipt.Hash.Value);
        Assert.Equal(events, document["events"]!.AsArray().Select(e => (string)e!["event"]!));
    }

    [Fact]
    public void SameState_HasTheSameReceipt() =>
        Assert.Equal(Receipt.Of(Rich.Request), Receipt.Of(RequestRecord.FromJson(Rich.RequestRecord.ToJson()).Request));

    [Fact]
    public void AnotherState_HasAnotherHash()
    {
        ApprovalRequest[] others =
        [
            Rich.Request with { Version = 6 },
            Rich.Request with { Owner = null },
            Rich.Request with { Report = null },
            Rich.Request with { Reviews = [Rich.Request.Reviews[1], Rich.Request.Reviews[0]] },
            Rich.Request with { Decision = Rich.Request.Decision! with { At = Some.Time + Some.Tick } },
        ];

        Assert.Equal(others.Length, others.Select(o => Receipt.Of(o).Hash).Append(Receipt.Of(Rich.Request).Hash).Distinct().Count() - 1);
    }

    [Fact]
    public void EventsOfAFullLife_TellWhatHappened()
    {
        var events = Events(Reporting.Report(
            Given.Claimed(), Given.Report(Given.Executor), Given.ClaimedAt + TimeSpan.FromSeconds(30)).State!);

        Assert.Equal(
            ["2026-03-01T12:00:00Z", "2026-03-01T12:01:00Z", "2026-03-01T12:01:00Z", "2026-03-01T12:02:00Z", "2026-03-01T12:02:30Z"],
            events.Select(e => (string)e!["at"]!));
        Assert.Equal("2026-03-01T12:15:00Z", (string?)events[0]!["expiresAt"]);
        Assert.Equal("alice", (string?)events[1]!["reviewer"]);
        Assert.Equal("approve", (string?)events[1]!["verdict"]);
        Assert.Equal(Some.Action.Digest.Value, (string?)events[1]!["digest"]);
        Assert.Equal("approved", (string?)events[2]!["status"]);
        Assert.Equal("people", (string?)events[2]!["by"]);
        Assert.Equal("2026-03-01T12:11:00Z", (string?)events[2]!["lapsesAt"]);
        Assert.Equal("agent:payer", (string?)events[3]!["by"]);
        Assert.Equal("bank", (string?)events[3]!["executor"]);
        Assert.Equal("executor:bank", (string?)events[4]!["by"]);
        Assert.Equal("succeeded", (string?)events[4]!["outcome"]);
    }

    [Fact]
    public void WhatIsAbsent_IsLeftOut()
    {
        var document = JsonNode.Parse(Receipt.Of(Given.Submitted(Given.Evaluation(PolicyDecision.Deny))).Document.Text)!.AsObject();

        Assert.Equal(
            ["action", "agent", "events", "execution", "format", "hash", "policy", "requestId", "status", "tenant", "version"],
            document.Select(m => m.Key));
        Assert.Equal(["args", "digest", "tool"], document["action"]!.AsObject().Select(m => m.Key));
    }

    private static ApprovalRequest Request(string life) => life switch
    {
        "pending" => Given.Pending(),
        "allowed" => Given.Submitted(Given.Evaluation(PolicyDecision.Allow)),
        "denied" => Given.Denied(),
        "expired" => Clock.Tick(Given.Pending(), Given.Deadline + Some.Tick).State!,
        "approved" => Given.Approved(),
        "claimed" => Given.Claimed(),
        _ => Rich.Request,
    };

    private static string Golden(string name) => Encoding.UTF8.GetString(GoldenFile.Read($"Receipts/Golden/{name}"));

    private static JsonArray Events(ApprovalRequest request) =>
        JsonNode.Parse(Receipt.Of(request).Document.Text)!["events"]!.AsArray();
}
