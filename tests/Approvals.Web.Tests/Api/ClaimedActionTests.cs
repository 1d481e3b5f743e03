using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Api;

/// <summary>An action that is asked for and claimed in one call.</summary>
public sealed class ClaimedActionTests(DemoServer server) : ApiTest(server)
{
    private const string Small = """{"tool":"payment.send","args":{"amount":50},"claim":{"executor":"payments","lease":"90s"}}""";
    private const string Large = """{"tool":"payment.send","args":{"amount":5000},"claim":{"executor":"payments"}}""";

    [Fact]
    public async Task AllowedAction_IsClaimedAtOnce_AndARepeatHasTheSamePermit()
    {
        var key = NewKey();
        var first = (await AskAsync(Small, key)).Expect(200);
        Assert.Equal("allow", first["decision"]);
        var again = (await AskAsync(Small, key)).Expect(200);

        Assert.Equal((first["permit"], first["leaseEndsAt"]), (again["permit"], again["leaseEndsAt"]));
        var asked = new Asked(first["requestId"], first["digest"]);
        Assert.Equal(first["permit"], (await Flow.ClaimAsync(asked, key)).Expect(200)["permit"]);
        (await Flow.ClaimAsync(asked, NewKey())).ExpectProblem(409, "already_claimed");
        Assert.Equal("succeeded", (await Flow.ReportAsync(asked)).Expect(200)["execution.state"]);
        Assert.Equal(first["permit"], (await AskAsync(Small, key)).Expect(200)["permit"]);
    }

    [Theory]
    [InlineData("key")]
    [InlineData("agent")]
    [InlineData("environments")]
    public async Task WhoLosesTheRightWhileTheyWait_GetsNoPermit(string what)
    {
        var agent = $"waiting-{what}";
        var entry = $"/v1/agents/{agent}";
        (await Client.SendAsync(HttpMethod.Put, entry, Demo.Carol, new StringContent("{}"))).Expect(200);
        var key = (await Client.PostAsync("/v1/keys", Demo.Carol, $$"""{"kind":"agent","agent":"{{agent}}","environments":["*"]}""")).Expect(201);
        var waiting = Client.PostAsync(
            "/v1/actions?wait=60", key["apiKey"], """{"tool":"payment.send","args":{"amount":5000},"environment":"production","claim":{"executor":"payments"}}""", NewKey());
        var request = await AskedByAsync(agent);

        (await (what switch
        {
            "key" => Client.SendAsync(HttpMethod.Delete, $"/v1/keys/{key["keyId"]}", Demo.Carol, null),
            "agent" => Client.SendAsync(HttpMethod.Delete, entry, Demo.Carol, null),
            _ => Client.SendAsync(HttpMethod.Put, entry, Demo.Carol, new StringContent("""{"environments":["test"]}""")),
        })).Expect(what == "agent" ? 204 : 200);
        (await Flow.ReviewAsync(request, Demo.Alice)).Expect(200);
        (await Flow.ReviewAsync(request, Demo.Bob)).Expect(200);

        (await waiting).ExpectProblem(what == "environments" ? 403 : 401, what == "environments" ? "environment_not_allowed" : "unauthenticated");
        Assert.Equal("none", (await Client.GetAsync($"/v1/requests/{request.Id}", Demo.Carol)).Expect(200)["execution.state"]);
    }

    [Fact]
    public async Task KeyOfAnotherEnvironment_ClaimsNothing()
    {
        (await Client.SendAsync(HttpMethod.Put, "/v1/agents/two-keys", Demo.Carol, new StringContent("{}"))).Expect(200);
        var wide = (await Client.PostAsync("/v1/keys", Demo.Carol, """{"kind":"agent","agent":"two-keys","environments":["production"]}""")).Expect(201)["apiKey"];
        var narrow = (await Client.PostAsync("/v1/keys", Demo.Carol, """{"kind":"agent","agent":"two-keys","environments":["test"]}""")).Expect(201)["apiKey"];
        var asked = (await Client.PostAsync("/v1/actions", wide, """{"tool":"payment.send","args":{"amount":5},"environment":"production"}""")).Expect(200);
        var request = new Asked(asked["requestId"], asked["digest"]);

        (await Flow.ClaimAsync(request, credential: narrow)).ExpectProblem(403, "environment_not_allowed");
        (await Flow.ClaimAsync(request, credential: wide)).Expect(200);
    }

    [Theory]
    [InlineData("production\\u200b")]
    [InlineData("production\\u0000")]
    [InlineData("production\\u3164")]
    [InlineData("production ")]
    [InlineData("prod\\nuction")]
    public async Task EnvironmentThatLooksLikeAnother_IsNone(string environment) => (await Client.PostAsync(
        "/v1/actions", Demo.AgentKey, $$"""{"tool":"payment.send","args":{"amount":5},"environment":"{{environment}}"}""")).ExpectProblem(400, "invalid_field");

    /// <summary>The request that the agent's held call has made by now.</summary>
    private async Task<Asked> AskedByAsync(string agent)
    {
        while (true)
        {
            var items = (await Client.GetAsync($"/v1/requests?agent={agent}", Demo.Carol)).Expect(200).Find("items");
            if (items.GetArrayLength() > 0)
            {
                return new Asked(items[0].GetProperty("requestId").GetString()!, items[0].GetProperty("digest").GetString()!);
            }
        }
    }

    [Fact]
    public async Task RepeatsAtOnce_HaveOnePermit()
    {
        var key = NewKey();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => AskAsync(Small, key)));

        Assert.Single(answers.Select(a => a.Expect(200)["permit"]).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task WithoutAKey_EveryCallIsAnActionOfItsOwn() => Assert.NotEqual(
        (await AskAsync(Small, null)).Expect(200)["permit"], (await AskAsync(Small, null)).Expect(200)["permit"]);

    [Fact]
    public async Task WhatPeopleDecide_IsClaimedOnceTheyDid()
    {
        var key = NewKey();
        var asked = (await AskAsync(Large, key)).Expect(202);
        Assert.False(asked.Has("permit"));
        var flow = new Asked(asked["requestId"], asked["digest"]);
        (await Flow.ReviewAsync(flow, Demo.Alice)).Expect(200);
        (await Flow.ReviewAsync(flow, Demo.Bob)).Expect(200);

        Assert.NotEmpty((await AskAsync(Large, key)).Expect(200)["permit"]);
    }

    [Fact]
    public async Task DeniedAction_IsNotClaimed() => Assert.False(
        (await AskAsync("""{"tool":"db.drop","args":{},"claim":{}}""", NewKey())).Expect(200).Has("permit"));

    [Theory]
    [InlineData("""{"executor":"no spaces"}""", "invalid_field", "claim.executor")]
    [InlineData("""{"lease":"2h"}""", "invalid_field", "claim.lease")]
    [InlineData("""{"digest":"sha256:00"}""", "unknown_field", "claim.digest")]
    [InlineData("[]", "invalid_field", "claim")]
    public async Task ClaimThatIsNone_IsRefused_AndNothingIsStored(string claim, string code, string field)
    {
        var key = NewKey();
        var refused = (await AskAsync($$"""{"tool":"payment.send","args":{"amount":50},"claim":{{claim}}}""", key)).ExpectProblem(400, code);

        Assert.Contains($"'{field}'", refused["detail"], StringComparison.Ordinal);
        (await AskAsync(Small, key)).Expect(200);
    }

    private Task<Answer> AskAsync(string body, string? key) => Client.PostAsync("/v1/actions", Demo.AgentKey, body, key);
}
