using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Api;

public sealed class ListTests(DemoServer server) : ApiTest(server)
{
    [Fact]
    public async Task Inbox_HoldsWhatWaitsForMe_NewestFirst_PageByPage()
    {
        var older = await Flow.AskAsync();
        var own = await Flow.AskAsync("""{"tool":"payment.send","args":{"amount":300},"onBehalfOf":"alice"}""");
        var newer = await Flow.AskAsync();
        var ids = await ReadAllAsync("/v1/requests?status=pending&reviewer=me&limit=2", Demo.Alice);
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.True(ids.IndexOf(newer.Id) < ids.IndexOf(older.Id) && ids.Contains(newer.Id, StringComparer.Ordinal));
        Assert.DoesNotContain(own.Id, ids);
    }

    [Fact]
    public async Task AgentLists_WhatItAsked()
    {
        var asked = await Flow.AskAsync();
        var items = (await Client.GetAsync("/v1/requests?tool=payment.send&agent=demo-agent&role=finance&limit=200", Demo.AgentKey))
            .Expect(200).Find("items").EnumerateArray();
        Assert.Contains(items, i => i.GetProperty("requestId").GetString() == asked.Id);
        Assert.Empty((await Client.GetAsync("/v1/requests?agent=another", Demo.AgentKey)).Expect(200).Find("items").EnumerateArray());
    }

    [Theory]
    [InlineData("status=open")]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("after=nonsense")]
    [InlineData("reviewer=bob")]
    [InlineData("reviewer=me")]
    [InlineData("agent=no%20spaces")]
    [InlineData("page=2")]
    public async Task FilterThatIsNone_IsRefused(string query) =>
        (await Client.GetAsync($"/v1/requests?{query}", Demo.AgentKey)).ExpectProblem(400, "invalid_parameter");

    private async Task<List<string>> ReadAllAsync(string path, string credential) =>
        (await Client.ReadAllAsync(path, credential)).ConvertAll(i => i.GetProperty("requestId").GetString()!);
}
