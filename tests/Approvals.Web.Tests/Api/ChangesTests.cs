using System.Text.Json;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Api;

/// <summary>All requests, followed by a dashboard.</summary>
public sealed class ChangesTests(DemoServer server) : ApiTest(server)
{
    [Fact]
    public async Task WhatHappensToAnyRequest_IsToldAsItHappens()
    {
        await using var events = await EventStream.OpenAllAsync(Client, Demo.Carol);
        var asked = await Flow.AskAsync();
        Assert.Equal("pending", (await NextOfAsync(events, asked.Id, "asked")).GetProperty("status").GetString());
        (await Flow.ReviewAsync(asked, Demo.Alice)).Expect(200);
        Assert.Equal(1, (await NextOfAsync(events, asked.Id, "reviewed")).GetProperty("reviews").GetArrayLength());
        (await Flow.ReviewAsync(asked, Demo.Bob)).Expect(200);
        await NextOfAsync(events, asked.Id, "decided");
        (await Flow.ClaimAsync(asked)).Expect(200);
        await NextOfAsync(events, asked.Id, "claimed");
        (await Flow.ReportAsync(asked)).Expect(200);
        await NextOfAsync(events, asked.Id, "resolved");
    }

    [Fact]
    public async Task WhoWasAway_GoesOnWhereTheyWere()
    {
        string place;
        await using (var events = await EventStream.OpenAllAsync(Client, Demo.Carol))
        {
            var before = await Flow.AskAsync();
            await NextOfAsync(events, before.Id, "asked");
            place = events.LastEventId;
        }

        var asked = await Flow.AskAsync();
        (await Flow.ReviewAsync(asked, Demo.Alice)).Expect(200);

        await using var again = await EventStream.OpenAllAsync(Client, Demo.Carol, place);
        // What happened in between is in the request as it stands.
        await NextOfAsync(again, asked.Id, "reviewed");
    }

    [Fact]
    public async Task Agent_IsToldOfItsOwn_AndAnIdIsGoodForWhoeverMaySeeMore()
    {
        await using var events = await EventStream.OpenAllAsync(Client, Demo.AgentKey);
        var asked = await Flow.AskAsync();
        await NextOfAsync(events, asked.Id, "asked");
        await using var again = await EventStream.OpenAllAsync(Client, Demo.Carol, events.LastEventId);
        var next = await Flow.AskAsync();
        await NextOfAsync(again, next.Id, "asked");
    }

    [Theory]
    [InlineData("1")]
    [InlineData("0.0")]
    [InlineData("not an id")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task IdThatIsNone_IsRefused(string id)
    {
        (await Client.SendAsync(HttpMethod.Get, "/v1/events", Demo.AgentKey, null, ("Last-Event-ID", id))).ExpectProblem(400, "invalid_parameter");
    }

    [Fact]
    public async Task IdOfAnotherTenants_IsRefused()
    {
        await using var events = await EventStream.OpenAllAsync(Client, Demo.Carol);
        await NextOfAsync(events, (await Flow.AskAsync()).Id, "asked");

        (await Client.SendAsync(HttpMethod.Get, "/v1/events", OtherAdmin, null, ("Last-Event-ID", events.LastEventId))).ExpectProblem(400, "invalid_parameter");
    }

    [Fact]
    public async Task KeyThatIsRevoked_IsToldNoMore()
    {
        var key = (await Client.PostAsync("/v1/keys", Demo.Carol, new { kind = "auditor" })).Expect(201);
        await using var events = await EventStream.OpenAllAsync(Client, key["apiKey"]);
        var asked = await Flow.AskAsync();
        await NextOfAsync(events, asked.Id, "asked");

        (await Client.SendAsync(HttpMethod.Delete, $"/v1/keys/{key["keyId"]}", Demo.Carol, null)).Expect(200);
        var later = await Flow.AskAsync();

        while (await events.TryNextAsync() is { } next)
        {
            Assert.NotEqual(later.Id, next.GetProperty("requestId").GetString());
        }
    }

    [Fact]
    public async Task CredentialHoldsSoManyStreams_AndNoMore()
    {
        var key = (await Client.PostAsync("/v1/keys", Demo.Carol, new { kind = "auditor" })).Expect(201)["apiKey"];
        var streams = new List<EventStream>();
        try
        {
            for (var i = 0; i < 20; i++)
            {
                streams.Add(await EventStream.OpenAllAsync(Client, key));
            }

            (await Client.GetAsync("/v1/events", key)).ExpectProblem(429, "too_many_waits");
        }
        finally
        {
            foreach (var stream in streams)
            {
                await stream.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task WithoutACredential_NobodyFollows() =>
        (await Client.GetAsync("/v1/events", null)).ExpectProblem(401, "unauthenticated");

    /// <summary>The next event of this request: other tests ask on the same server.</summary>
    private static async Task<JsonElement> NextOfAsync(EventStream events, string id, string name)
    {
        while (true)
        {
            var (_, happened, data) = await events.NextAsync();
            if (data.GetProperty("requestId").GetString() == id)
            {
                Assert.Equal(name, happened);
                return data;
            }
        }
    }
}
