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
