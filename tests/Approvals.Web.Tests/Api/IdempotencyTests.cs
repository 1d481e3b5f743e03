using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Api;

public sealed class IdempotencyTests(DemoServer server) : ApiTest(server)
{
    [Fact]
    public async Task SameKeySameBody_IsTheSameRequest_InItsPresentState()
    {
        var key = NewKey();
        var asked = await Flow.AskAsync(key: key);
        (await Flow.ReviewAsync(asked, Demo.Alice, "deny")).Expect(200);
        var again = (await Client.PostAsync(
            "/v1/actions", Demo.AgentKey, """{ "args": {"to":"vendor-17", "amount": 5e3}, "tool":"payment.send" }""", key)).Expect(200);
        Assert.Equal(asked.Id, again["requestId"]);
        Assert.Equal("deny", again["decision"]);
    }

    [Fact]
    public async Task SameKeyOtherBody_IsRefused()
    {
        var key = NewKey();
        await Flow.AskAsync(key: key);
        (await Client.PostAsync("/v1/actions", Demo.AgentKey, Flow.SmallPayment, key)).ExpectProblem(409, "idempotency_mismatch");
    }

    [Fact]
    public async Task WithoutAKey_EveryAskIsANewRequest()
    {
        var first = await Flow.AskAsync();
        var second = await Flow.AskAsync();
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(first.Digest, second.Digest);
    }

    [Fact]
    public async Task ClaimUnderTheSameKey_GetsTheSamePermit_AndNobodyElseGetsOne()
    {
        var asked = await Flow.ApprovedAsync();
        var key = NewKey();
        var permit = (await Flow.ClaimAsync(asked, key)).Expect(200)["permit"];
        Assert.Equal(permit, (await Flow.ClaimAsync(asked, key)).Expect(200)["permit"]);
        (await Flow.ClaimAsync(asked, NewKey())).ExpectProblem(409, "already_claimed");
        (await Flow.ClaimAsync(asked)).ExpectProblem(409, "already_claimed");
        (await Flow.ClaimAsync(asked, key, executor: "other")).ExpectProblem(409, "already_claimed");
        (await Flow.ClaimAsync(asked, key, executor: null, credential: Demo.ExecutorKey)).ExpectProblem(409, "already_claimed");
    }

    [Fact]
    public async Task ResultAgain_IsAnsweredAsBefore_AndAnotherOneIsRefused()
    {
        var asked = await Flow.ApprovedAsync();
        (await Flow.ClaimAsync(asked)).Expect(200);
        (await Flow.ReportAsync(asked)).Expect(200);
        (await Flow.ReportAsync(asked)).Expect(200);
        (await Flow.ReportAsync(asked, "failed")).ExpectProblem(409, "already_reported");
    }

    [Theory]
    [InlineData("")]
    [InlineData("has space")]
    [InlineData("smörgås")]
    public async Task KeyThatIsNone_IsRefused(string key) =>
        (await Client.PostAsync("/v1/actions", Demo.AgentKey, Flow.Payment, key)).ExpectProblem(400, "invalid_parameter");

    [Fact]
    public async Task KeyOfMoreThan255Characters_IsRefused() =>
        (await Client.PostAsync("/v1/actions", Demo.AgentKey, Flow.Payment, new string('k', 256))).ExpectProblem(400, "invalid_parameter");
}
