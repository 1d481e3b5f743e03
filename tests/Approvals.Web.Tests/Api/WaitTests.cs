using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Api;

public sealed class WaitTests(DemoServer server) : ApiTest(server)
{
    [Fact]
    public async Task WaitingAgent_IsToldTheDecision()
    {
        var asked = await Flow.AskAsync();
        var waiting = Client.GetAsync($"/v1/requests/{asked.Id}?wait=60", Demo.AgentKey);
        (await Flow.ReviewAsync(asked, Demo.Alice, "deny")).Expect(200);
        Assert.Equal("denied", (await waiting).Expect(200)["status"]);
    }

    [Fact]
    public async Task NobodyDecidesWhileItWaits_TheAnswerIsStillPending()
    {
        var answer = (await Client.PostAsync("/v1/actions?wait=1", Demo.AgentKey, Flow.Payment)).Expect(202);
        Assert.Equal("pending", answer["decision"]);
    }

    [Fact]
    public async Task WhatIsDecided_IsAnsweredAtOnce()
    {
        var asked = await Flow.AskAsync(Flow.SmallPayment);
        var answer = (await Client.GetAsync($"/v1/requests/{asked.Id}?wait=60", Demo.AgentKey)).Expect(200);
        Assert.Equal("approved", answer["status"]);
    }
}
