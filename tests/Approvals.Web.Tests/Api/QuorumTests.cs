using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Api;

public sealed class QuorumTests(DemoServer server) : ApiTest(server)
{
    [Fact]
    public async Task GroupsInOrder_AreFilledByDistinctPeople()
    {
        var asked = await AskAsync("{ groups: [{ reviewers: [alice] }, { roles: [security] }], inOrder: true }");
        (await Flow.ReviewAsync(asked, Demo.Bob)).ExpectProblem(403, "not_yet_asked");
        var first = (await Flow.ReviewAsync(asked, Demo.Alice)).Expect(200);
        Assert.Equal(("pending", "1", "2"), (first["status"], first["requirements.0.have"], first["requirements.0.threshold"]));
        Assert.Equal("alice", first["requirements.0.groups.0.reviewers.0"]);
        Assert.Equal("approved", (await Flow.ReviewAsync(asked, Demo.Bob)).Expect(200)["status"]);
    }

    [Fact]
    public async Task PersonAskedByName_FindsItInTheirInbox()
    {
        var asked = await AskAsync("{ reviewers: [alice] }");
        var inbox = (await Client.GetAsync("/v1/requests?status=pending&reviewer=me&limit=200", Demo.Alice)).Expect(200);
        Assert.Contains(inbox.Find("items").EnumerateArray(), i => i.GetProperty("requestId").ValueEquals(asked.Id));
        (await Flow.FindAsync(asked, Demo.Bob)).ExpectProblem(403, "not_a_reviewer");
    }

    [Fact]
    public async Task SlotThatNobodyCanFill_FallsToTheOwner()
    {
        var asked = await AskAsync("{ roles: [astronaut] }");
        var inbox = (await Client.GetAsync("/v1/requests?status=pending&reviewer=me&limit=200", Demo.Carol)).Expect(200);
        Assert.Contains(inbox.Find("items").EnumerateArray(), i => i.GetProperty("requestId").ValueEquals(asked.Id));
        Assert.Equal("approved", (await Flow.ReviewAsync(asked, Demo.Carol)).Expect(200)["status"]);
    }

    [Fact]
    public async Task QuorumThatCannotBeFilled_IsDeniedAtOnce()
    {
        var tool = await PublishAsync("{ roles: [astronaut], threshold: 2 }");
        var denied = (await Client.PostAsync("/v1/actions", Demo.AgentKey, new { tool, args = new { } })).Expect(200);
        Assert.Equal(("deny", "quorum_impossible"), (denied["decision"], denied["code"]));
        Assert.Contains("2 of astronaut", denied["reason"], StringComparison.Ordinal);
    }

    private async Task<Asked> AskAsync(string approval)
    {
        var tool = await PublishAsync(approval);
        return await Flow.AskAsync($$$"""{"tool":"{{{tool}}}","args":{}}""");
    }

    private async Task<string> PublishAsync(string approval)
    {
        var tool = $"q-{NewKey()}";
        (await Client.SendAsync(HttpMethod.Put, $"/v1/policies/{tool}", Demo.Carol, new StringContent(
            $"rules: [{{ tool: {tool}, action: escalate, approval: {approval} }}]"))).Expect(200);
        return tool;
    }
}
