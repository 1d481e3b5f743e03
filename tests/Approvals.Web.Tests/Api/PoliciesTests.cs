using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Api;

public sealed class PoliciesTests(DemoServer server) : ApiTest(server)
{
    private const string Draft = """
        rules:
          - tool: reports.read
            action: allow
        """;

    [Fact]
    public async Task AdminPublishes_AndTheNextActionIsJudgedByIt()
    {
        var name = $"p-{NewKey()}";
        var first = (await PutAsync(name, $"rules: [{{tool: {name}, action: allow}}]")).Expect(200);
        Assert.Equal(("1", "carol", "\"1\""), (first["version"], first["publishedBy"], first.Headers.ETag?.Tag));
        Assert.Equal("allow", await DecisionOf(name));

        var second = (await PutAsync(name, $"rules: [{{tool: {name}, action: deny, reason: Not any more, alternatives: [Ask a person]}}]")).Expect(200);
        Assert.Equal("2", second["version"]);
        var denied = (await Client.PostAsync("/v1/actions", Demo.AgentKey, new { tool = name, args = new { } })).Expect(200);
        Assert.Equal(("deny", "Not any more", "Ask a person"), (denied["decision"], denied["reason"], denied["alternatives.0"]));
    }

    [Fact]
    public async Task PublishedPolicy_IsShownWithItsSource_AndListedWithout()
    {
        var name = $"p-{NewKey()}";
        (await PutAsync(name, Draft)).Expect(200);
        Assert.Equal(Draft, (await Client.GetAsync($"/v1/policies/{name}", Demo.Carol)).Expect(200)["source"]);
        var listed = (await Client.GetAsync("/v1/policies", Demo.Carol)).Expect(200).Find("items").EnumerateArray()
            .Single(p => p.GetProperty("policy").GetString() == name);
        Assert.False(listed.TryGetProperty("source", out _));
    }

    [Fact]
    public async Task SameText_IsNoNewVersion()
    {
        var name = $"p-{NewKey()}";
        (await PutAsync(name, Draft)).Expect(200);
        Assert.Equal("1", (await PutAsync(name, Draft)).Expect(200)["version"]);
    }

    [Fact]
    public async Task AuthorWhoSawAnOlderVersion_IsRefused()
    {
        var name = $"p-{NewKey()}";
        (await PutAsync(name, Draft, "\"0\"")).Expect(200);
        (await PutAsync(name, Draft + "\n# changed", "\"0\"")).ExpectProblem(412, "version_mismatch");
        (await PutAsync(name, Draft + "\n# changed", "\"1\"")).Expect(200);
        (await PutAsync(name, Draft, "yesterday")).ExpectProblem(400, "invalid_parameter");
    }

    [Fact]
    public async Task AuthorWhoMeansToChange_DoesNotAdd_AndTheOtherWayRound()
    {
        var name = $"p-{NewKey()}";
        (await PutAsync(name, Draft, "*")).ExpectProblem(412, "version_mismatch");
        (await PutNewAsync(name, Draft)).Expect(200);
        (await PutNewAsync(name, Draft + "\n# changed")).ExpectProblem(412, "version_mismatch");
        Assert.Equal("2", (await PutAsync(name, Draft + "\n# changed", "*")).Expect(200)["version"]);

        Task<Answer> PutNewAsync(string policy, string source) => Client.SendAsync(
            HttpMethod.Put, $"/v1/policies/{policy}", Demo.Carol, new StringContent(source), ("If-None-Match", "*"));
    }

    [Fact]
    public async Task EveryVersion_CanBeSeenLater()
    {
        var name = $"p-{NewKey()}";
        var first = (await PutAsync(name, Draft)).Expect(200);
        (await PutAsync(name, Draft + "\n# changed")).Expect(200);

        var seen = (await Client.GetAsync($"/v1/policies/{name}/versions/1", Demo.Carol)).Expect(200);
        Assert.Equal((first["hash"], Draft, "1"), (seen["hash"], seen["source"], seen["version"]));
        Assert.Equal("2", (await Client.GetAsync($"/v1/policies/{name}/versions/2", Demo.Carol)).Expect(200)["version"]);
        foreach (var version in new[] { "0", "3", "-1", "first" })
        {
            (await Client.GetAsync($"/v1/policies/{name}/versions/{version}", Demo.Carol)).ExpectProblem(404, "not_found");
        }

        (await Client.GetAsync($"/v1/policies/{name}/versions/1", OtherAdmin)).ExpectProblem(404, "not_found");
        (await Client.GetAsync($"/v1/policies/{name}/versions/1", Demo.AgentKey)).ExpectProblem(403, "forbidden");
    }

    [Fact]
    public async Task PolicyThatDoesNotCompile_IsRefusedWhole_WithEveryErrorsPlace()
    {
        var name = $"p-{NewKey()}";
        var refused = (await PutAsync(name, "rules:\n  - tol: x\n    action: alow\n")).ExpectProblem(422, "policy_invalid");
        Assert.Equal(("2", "5"), (refused["errors.0.line"], refused["errors.0.column"]));
        Assert.Contains("did you mean 'tool'?", refused["errors.0.message"], StringComparison.Ordinal);
        Assert.Equal(("3", "13"), (refused["errors.1.line"], refused["errors.1.column"]));
        (await Client.GetAsync($"/v1/policies/{name}", Demo.Carol)).ExpectProblem(404, "not_found");
    }

    [Fact]
    public async Task PolicyOfAnotherName_IsRefused() =>
        (await PutAsync("one", "policy: two\n" + Draft)).ExpectProblem(422, "policy_invalid");

    [Fact]
    public async Task PolicyOver1MiB_IsRefused() =>
        (await PutAsync("large", "# " + new string('x', 1024 * 1024))).ExpectProblem(413, "body_too_large");

    [Fact]
    public async Task WhatWasDecidedOn_IsFixed_WhateverIsPublishedLater()
    {
        var name = $"p-{NewKey()}";
        (await PutAsync(name, $"rules: [{{tool: {name}, action: escalate, approval: {{roles: [finance], threshold: 2}}}}]")).Expect(200);
        var asked = await Flow.AskAsync($$$"""{"tool":"{{{name}}}","args":{}}""");
        (await PutAsync(name, $"rules: [{{tool: {name}, action: escalate, approval: {{roles: [finance]}}}}]")).Expect(200);
        var reviewed = (await Flow.ReviewAsync(asked, Demo.Alice)).Expect(200);
        Assert.Equal(("pending", "1"), (reviewed["status"], reviewed["rules.0.version"]));
    }

    private Task<Answer> PutAsync(string name, string source, string? ifMatch = null) => Client.SendAsync(
        HttpMethod.Put, $"/v1/policies/{name}", Demo.Carol, new StringContent(source), ("If-Match", ifMatch));

    private async Task<string> DecisionOf(string tool) =>
        (await Client.PostAsync("/v1/actions", Demo.AgentKey, new { tool, args = new { } })).Expect(200)["decision"];
}
