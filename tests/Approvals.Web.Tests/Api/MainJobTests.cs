using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Api;

public sealed class MainJobTests(DemoServer server) : ApiTest(server)
{
    [Fact]
    public async Task AgentAsks_TwoApprove_TheWaitingAgentIsTold_ClaimsOnce_Reports_AndTheReceiptTellsIt()
    {
        var key = NewKey();
        var asked = (await Client.PostAsync("/v1/actions", Demo.AgentKey, Flow.Payment, key)).Expect(202);
        Assert.Equal("pending", asked["decision"]);
        Assert.Equal("Payments over $100 require approval", asked["reason"]);
        Assert.Equal("2", asked["approvalsNeeded"]);
        Assert.Equal($"/v1/requests/{asked["requestId"]}", asked.Headers.Location?.ToString());
        Assert.Equal("payments", asked["policies.0.policy"]);

        var waiting = Client.PostAsync("/v1/actions?wait=60", Demo.AgentKey, Flow.Payment, key);
        var flow = new Asked(asked["requestId"], asked["digest"]);
        Assert.Equal("pending", (await Flow.ReviewAsync(flow, Demo.Alice, comment: "Invoice checked")).Expect(200)["status"]);
        Assert.Equal("approved", (await Flow.ReviewAsync(flow, Demo.Bob)).Expect(200)["status"]);
        var told = (await waiting).Expect(200);
        Assert.Equal(("allow", "approved", "people"), (told["decision"], told["status"], told["decidedBy"]));

        var claim = (await Flow.ClaimAsync(flow)).Expect(200);
        var permit = await ReadPermitAsync(claim["permit"]);
        Assert.Equal("payments", permit.GetProperty("aud").GetString());
        Assert.Equal(flow.Digest, permit.GetProperty("digest").GetString());
        Assert.Equal(flow.Id, permit.GetProperty("request").GetString());
        Assert.Equal("demo", permit.GetProperty("tenant").GetString());
        Assert.Equal(
            claim.Find("leaseEndsAt").GetDateTimeOffset(),
            DateTimeOffset.FromUnixTimeSeconds(permit.GetProperty("exp").GetInt64()));

        var result = (await Flow.ReportAsync(flow)).Expect(200);
        Assert.Equal("succeeded", result["execution.state"]);
        await CheckReceiptAsync(flow);
    }

    [Theory]
    [InlineData("""{"amount":"5000","to":"v"}""", "args.amount is text; gt needs a number")]
    [InlineData("""{"amount":null,"to":"v"}""", "args.amount is null; gt needs a number")]
    [InlineData("""{"to":"v"}""", "args.amount is missing; gt needs a number")]
    public async Task WhatCannotBeCompared_Escalates_AndSaysWhy(string args, string why)
    {
        var answer = (await Client.PostAsync(
            "/v1/actions", Demo.AgentKey, $$"""{"tool":"payment.send","args":{{args}}}""")).Expect(202);
        Assert.Equal("pending", answer["decision"]);
        Assert.Equal(why, answer["unknown.0"]);
    }

    [Fact]
    public async Task SmallPayment_IsAllowedAtOnce_AndClaimedLikeAnyOther()
    {
        var answer = (await Client.PostAsync("/v1/actions", Demo.AgentKey, Flow.SmallPayment)).Expect(200);
        Assert.Equal(("allow", "policy"), (answer["decision"], answer["decidedBy"]));
        (await Flow.ClaimAsync(new Asked(answer["requestId"], answer["digest"]))).Expect(200);
    }

    [Fact]
    public async Task ToolThatNoRuleNames_IsDenied_AndSaysWhy()
    {
        var answer = (await Client.PostAsync("/v1/actions", Demo.AgentKey, """{"tool":"db.drop","args":{}}""")).Expect(200);
        Assert.Equal(("deny", "denied", "policy"), (answer["decision"], answer["status"], answer["decidedBy"]));
        Assert.Contains("No rule applies to db.drop", answer["reason"], StringComparison.Ordinal);
        (await Flow.ClaimAsync(new Asked(answer["requestId"], answer["digest"]))).ExpectProblem(409, "not_approved");
    }

    [Fact]
    public async Task Denial_TellsTheAgentWhatToTellItsUser()
    {
        var asked = await Flow.AskAsync(key: "denied-" + NewKey());
        (await Flow.ReviewAsync(asked, Demo.Bob, "deny", "Wrong vendor")).Expect(200);
        var found = (await Flow.FindAsync(asked)).Expect(200);
        Assert.Equal("denied", found["status"]);
        Assert.Equal("Denied by bob: Wrong vendor", found["reason"]);
        (await Flow.ClaimAsync(asked)).ExpectProblem(409, "not_approved");
    }

    private async Task<JsonElement> ReadPermitAsync(string jws)
    {
        var keys = (await Client.GetAsync("/.well-known/jwks.json", null)).Expect(200);
        var key = keys.Find("keys.0");
        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Decode(key.GetProperty("x").GetString()!), Y = Decode(key.GetProperty("y").GetString()!) },
        });
        var parts = jws.Split('.');
        var header = JsonElement.Parse(Decode(parts[0]));
        Assert.Equal("ES256", header.GetProperty("alg").GetString());
        Assert.Equal(key.GetProperty("kid").GetString(), header.GetProperty("kid").GetString());
        Assert.True(ecdsa.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Decode(parts[2]), HashAlgorithmName.SHA256));
        return JsonElement.Parse(Decode(parts[1]));
    }

    private async Task CheckReceiptAsync(Asked flow)
    {
        var receipt = (await Client.GetAsync($"/v1/receipts/{flow.Id}", Demo.AgentKey)).Expect(200);
        Assert.Equal(
            ["asked", "reviewed", "reviewed", "decided", "claimed", "resolved"],
            receipt.Find("events").EnumerateArray().Select(e => e.GetProperty("event").GetString()));
        Assert.Equal("Invoice checked", receipt["events.1.comment"]);

        // Members are sorted already, so the text without the hash is the canonical form that was hashed.
        var document = JsonNode.Parse(receipt.Text)!.AsObject();
        document.Remove("hash");
        var canonical = document.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Assert.Equal(
            receipt["hash"], "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));
    }

    private static byte[] Decode(string base64Url) => System.Buffers.Text.Base64Url.DecodeFromChars(base64Url);
}
