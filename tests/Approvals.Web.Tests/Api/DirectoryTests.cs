using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Api;

/// <summary>The directory through the API: persons, agents, executors.</summary>
public sealed class DirectoryTests(DemoServer server) : ApiTest(server)
{
    [Fact]
    public async Task Person_IsPut_Found_Listed_AndDeactivated()
    {
        var id = $"p-{NewKey()}";
        var put = (await PutAsync($"/v1/reviewers/{id}", $$$"""{"roles":["reading"],"identities":[{"issuer":"https://id.example","subject":"{{{id}}}"}],"deputies":[{"reviewer":"bob","until":"2027-01-01T01:00:00+01:00"}]}""")).Expect(200);
        Assert.Equal((id, "reading", "True", id), (put["reviewer"], put["roles.0"], put["active"], put["identities.0.subject"]));
        Assert.Equal(("bob", "2027-01-01T00:00:00Z"), (put["deputies.0.reviewer"], put["deputies.0.until"]));
        var found = (await Client.GetAsync($"/v1/reviewers/{id}", Demo.Carol)).Expect(200);
        Assert.Equal((put.Text, put.Headers.ETag), (found.Text, found.Headers.ETag));
        Assert.Contains(await Client.ReadAllAsync("/v1/reviewers?limit=2", Demo.Carol), r => r.GetProperty("reviewer").GetString() == id);

        var gone = (await DeleteAsync($"/v1/reviewers/{id}")).Expect(200);
        Assert.Equal("False", gone["active"]);
        Assert.Equal("False", (await Client.GetAsync($"/v1/reviewers/{id}", Demo.Carol)).Expect(200)["active"]);
    }

    [Theory]
    [InlineData("/v1/reviewers/", """{"roles":["reading"]}""", """{"roles":["writing"]}""")]
    [InlineData("/v1/agents/", """{"owner":"alice"}""", """{"owner":"bob"}""")]
    public async Task EntryIsReplacedOnly_AsItWasSeen(string path, string first, string second)
    {
        path += $"e-{NewKey()}";
        (await PutAsync(path, first, ("If-Match", "*"))).ExpectProblem(412, "version_mismatch");
        var put = (await PutAsync(path, first, ("If-None-Match", "*"))).Expect(200);
        var tag = put.Headers.ETag!.Tag;
        (await PutAsync(path, second, ("If-None-Match", "*"))).ExpectProblem(412, "version_mismatch");
        (await PutAsync(path, second, ("If-Match", "\"0\""))).ExpectProblem(412, "version_mismatch");
        (await PutAsync(path, second, ("If-Match", tag))).Expect(200);
        (await PutAsync(path, first, ("If-Match", tag))).ExpectProblem(412, "version_mismatch");
        (await DeleteAsync(path, ("If-Match", tag))).ExpectProblem(412, "version_mismatch");
        (await PutAsync(path, first, ("If-Match", "*"))).Expect(200);
        foreach (var header in new[] { "yesterday", "\"1\", \"2\"", "W/\"1\"", "\"" })
        {
            (await PutAsync(path, first, ("If-Match", header))).ExpectProblem(400, "invalid_parameter");
        }

        (await PutAsync(path, first, ("If-Match", tag), ("If-None-Match", "*"))).ExpectProblem(400, "invalid_parameter");
    }

    [Fact]
    public async Task OfAuthorsWhoSawTheSame_OneReplacesIt()
    {
        var path = $"/v1/reviewers/p-{NewKey()}";
        var tag = (await PutAsync(path, "{}")).Expect(200).Headers.ETag!.Tag;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => PutAsync(path, $$"""{"roles":["role-{{i}}"]}""", ("If-Match", tag))));

        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => a.ExpectProblem(412, "version_mismatch"));
    }

    [Fact]
    public async Task AgentThatIsTakenOut_IsGone_AndItsKeysWithIt()
    {
        var id = $"a-{NewKey()}";
        var put = (await PutAsync($"/v1/agents/{id}", """{"owner":"alice","environments":["test"],"callbackOrigins":["https://agent.example"]}""")).Expect(200);
        Assert.Equal((id, "alice", "test", "https://agent.example"), (put["agent"], put["owner"], put["environments.0"], put["callbackOrigins.0"]));
        var key = (await Client.PostAsync("/v1/keys", Demo.Carol, $$"""{"kind":"agent","agent":"{{id}}","environments":["*"]}""")).Expect(201)["apiKey"];
        (await Client.PostAsync("/v1/actions", key, """{"tool":"payment.send","args":{"amount":1},"environment":"test"}""")).Expect(200);
        (await Client.PostAsync("/v1/actions", key, """{"tool":"payment.send","args":{"amount":1},"environment":"prod"}""")).ExpectProblem(403, "environment_not_allowed");

        (await DeleteAsync($"/v1/agents/{id}")).Expect(204);

        (await Client.PostAsync("/v1/actions", key, Flow.SmallPayment)).ExpectProblem(401, "unauthenticated");
        (await Client.GetAsync($"/v1/agents/{id}", Demo.Carol)).ExpectProblem(404, "not_found");
        (await DeleteAsync($"/v1/agents/{id}")).ExpectProblem(404, "not_found");
        Assert.DoesNotContain(await Client.ReadAllAsync("/v1/agents?limit=2", Demo.Carol), a => a.GetProperty("agent").GetString() == id);
    }

    [Fact]
    public async Task OwnerOfAnAgent_DoesNotReviewWhatItAsks()
    {
        var id = $"a-{NewKey()}";
        (await PutAsync($"/v1/agents/{id}", """{"owner":"alice"}""")).Expect(200);
        var key = (await Client.PostAsync("/v1/keys", Demo.Carol, new { kind = "agent", agent = id })).Expect(201)["apiKey"];
        var asked = (await Client.PostAsync("/v1/actions", key, Flow.Payment)).Expect(202);

        (await Flow.ReviewAsync(new Asked(asked["requestId"], asked["digest"]), Demo.Alice)).ExpectProblem(403, "self_review");
    }

    [Theory]
    [InlineData("/v1/reviewers/mallory", """{"identities":[{"issuer":"approvals-local-issuer","subject":"alice"}]}""", 409, "directory_conflict")]
    [InlineData("/v1/reviewers/mallory", """{"deputies":[{"reviewer":"mallory"}]}""", 409, "directory_conflict")]
    [InlineData("/v1/reviewers/mallory", """{"deputies":[{"reviewer":"bob","from":"soon"}]}""", 400, "invalid_field")]
    [InlineData("/v1/reviewers/mallory", """{"roles":["no spaces"]}""", 400, "invalid_field")]
    [InlineData("/v1/reviewers/mallory", """{"roles":"finance"}""", 400, "invalid_field")]
    [InlineData("/v1/reviewers/mallory", """{"active":"yes"}""", 400, "invalid_field")]
    [InlineData("/v1/reviewers/mallory", """{"mail":"m@example.org"}""", 400, "unknown_field")]
    [InlineData("/v1/reviewers/mallory", """{"identities":[{"issuer":"https://id.example"}]}""", 400, "invalid_field")]
    [InlineData("/v1/reviewers/mallory", """{"identities":[{"issuer":"https://id.example","subject":"s","mail":"x"}]}""", 400, "unknown_field")]
    [InlineData("/v1/reviewers/no%20spaces", "{}", 400, "invalid_field")]
    [InlineData("/v1/agents/mallory", """{"owner":"no spaces"}""", 400, "invalid_field")]
    [InlineData("/v1/agents/mallory", """{"callbackOrigins":["ftp://agent.example"]}""", 400, "invalid_field")]
    [InlineData("/v1/agents/mallory", """{"secret":"x"}""", 400, "unknown_field")]
    [InlineData("/v1/executors/demo-agent", "{}", 409, "directory_conflict")]
    [InlineData("/v1/executors/mallory", """{"url":"https://x.example"}""", 400, "unknown_field")]
    public async Task EntryThatIsNone_IsRefused_AndNothingIsStored(string path, string body, int status, string code)
    {
        (await PutAsync(path, body)).ExpectProblem(status, code);
        (await Client.GetAsync("/v1/reviewers/mallory", Demo.Carol)).ExpectProblem(404, "not_found");
        (await Client.GetAsync("/v1/agents/mallory", Demo.Carol)).ExpectProblem(404, "not_found");
    }

    [Fact]
    public async Task DirectoryIsForAdmins_AuditorsReadIt_AndAnotherTenantsIsNotThere()
    {
        foreach (var path in new[] { "/v1/reviewers", "/v1/agents", "/v1/executors", "/v1/identity" })
        {
            (await Client.GetAsync(path, Demo.AgentKey)).ExpectProblem(403, "forbidden");
            (await Client.GetAsync(path, Demo.Alice)).ExpectProblem(403, "forbidden");
            (await Client.GetAsync(path, Demo.Carol)).Expect(200);
        }

        foreach (var path in new[] { "/v1/reviewers/alice", "/v1/agents/demo-agent", "/v1/executors/x" })
        {
            (await Client.SendAsync(HttpMethod.Put, path, Demo.Alice, new StringContent("{}"))).ExpectProblem(403, "forbidden");
            (await Client.SendAsync(HttpMethod.Delete, path, Demo.AgentKey, null)).ExpectProblem(403, "forbidden");
            (await Client.GetAsync(path, OtherAdmin)).ExpectProblem(404, "not_found");
            (await Client.SendAsync(HttpMethod.Delete, path, OtherAdmin, null)).ExpectProblem(404, "not_found");
        }

        Assert.Empty((await Client.GetAsync("/v1/reviewers", OtherAdmin)).Expect(200).Find("items").EnumerateArray());
    }

    private Task<Answer> PutAsync(string path, string body, params (string Name, string? Value)[] headers) =>
        Client.SendAsync(HttpMethod.Put, path, Demo.Carol, new StringContent(body), headers);

    private Task<Answer> DeleteAsync(string path, params (string Name, string? Value)[] headers) =>
        Client.SendAsync(HttpMethod.Delete, path, Demo.Carol, null, headers);
}
