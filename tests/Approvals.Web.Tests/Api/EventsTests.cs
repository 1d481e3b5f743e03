using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Api;

public sealed class EventsTests(DemoServer server) : ApiTest(server)
{
    [Fact]
    public async Task WhatHappens_IsToldAsItHappens_AndTheStreamEndsWhenNothingMoreCan()
    {
        var asked = await Flow.AskAsync();
        await using var events = await EventStream.OpenAsync(Client, asked.Id, Demo.AgentKey);
        var first = await events.NextAsync();
        Assert.Equal(("1", "asked", asked.Id), (first.Id, first.Name, first.Data.GetProperty("requestId").GetString()));

        (await Flow.ReviewAsync(asked, Demo.Alice, comment: "Invoice\n\nchecked")).Expect(200);
        var reviewed = await events.NextAsync();
        Assert.Equal(("2", "reviewed"), (reviewed.Id, reviewed.Name));
        Assert.Equal("Invoice\n\nchecked", reviewed.Data.GetProperty("reviews")[0].GetProperty("comment").GetString());
        (await Flow.ReviewAsync(asked, Demo.Bob)).Expect(200);
        Assert.Equal(("3", "reviewed"), await NameAsync(events));
        Assert.Equal(("4", "decided"), await NameAsync(events));
        (await Flow.ClaimAsync(asked)).Expect(200);
        Assert.Equal(("5", "claimed"), await NameAsync(events));
        (await Flow.ReportAsync(asked)).Expect(200);
        Assert.Equal(("6", "resolved"), await NameAsync(events));
        await events.EndAsync();
    }

    [Fact]
    public async Task WhoWasAway_HasWhatTheyMissed_AndNothingTwice()
    {
        var asked = await Flow.ApprovedAsync();
        await using var events = await EventStream.OpenAsync(Client, asked.Id, Demo.AgentKey, lastEventId: "2");

        Assert.Equal(("3", "reviewed"), await NameAsync(events));
        Assert.Equal(("4", "decided"), await NameAsync(events));
    }

    [Fact]
    public async Task WhoHasSeenItAll_IsToldToStayAway()
    {
        var asked = await Flow.AskAsync();
        (await Client.PostAsync($"/v1/requests/{asked.Id}/cancel", Demo.AgentKey, "")).Expect(200);
        await using (var events = await EventStream.OpenAsync(Client, asked.Id, Demo.AgentKey, lastEventId: "1"))
        {
            Assert.Equal(("2", "decided"), await NameAsync(events));
            await events.EndAsync();
        }

        (await FollowAsync(asked.Id, Demo.AgentKey, "2")).Expect(204);
    }

    [Theory]
    [InlineData("9")]
    [InlineData("-1")]
    [InlineData("first")]
    public async Task PlaceThatIsNone_IsRefused(string lastEventId) =>
        (await FollowAsync((await Flow.AskAsync()).Id, Demo.AgentKey, lastEventId)).ExpectProblem(400, "invalid_parameter");

    [Fact]
    public async Task WhoMayNotSeeTheRequest_FollowsNothing()
    {
        var asked = await Flow.AskAsync();
        (await FollowAsync(asked.Id, OtherAdmin)).ExpectProblem(404, "not_found");
        (await FollowAsync(asked.Id, Demo.ExecutorKey)).ExpectProblem(404, "not_found");
        (await FollowAsync("nonsense", Demo.AgentKey)).ExpectProblem(404, "not_found");
        (await Client.GetAsync($"/v1/requests/{asked.Id}/events", null)).ExpectProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task KeyThatIsRevoked_IsToldNoMore()
    {
        var asked = await Flow.AskAsync();
        var key = (await Client.PostAsync("/v1/keys", Demo.Carol, new { kind = "agent", agent = "demo-agent" })).Expect(201);
        await using var events = await EventStream.OpenAsync(Client, asked.Id, key["apiKey"]);
        Assert.Equal(("1", "asked"), await NameAsync(events));

        (await Client.SendAsync(HttpMethod.Delete, $"/v1/keys/{key["keyId"]}", Demo.Carol, null)).Expect(200);
        (await Flow.ReviewAsync(asked, Demo.Alice)).Expect(200);

        await events.EndAsync();
    }

    private Task<Answer> FollowAsync(string id, string credential, string? lastEventId = null) =>
        Client.SendAsync(HttpMethod.Get, $"/v1/requests/{id}/events", credential, null, ("Last-Event-ID", lastEventId));

    private static async Task<(string? Id, string Name)> NameAsync(EventStream events)
    {
        var (id, name, _) = await events.NextAsync();
        return (id, name);
    }
}
