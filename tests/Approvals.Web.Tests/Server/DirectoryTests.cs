using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Server;

/// <summary>What a tenant's directory and the history of its agents do to what is answered.</summary>
public sealed class DirectoryTests
{
    [Fact]
    public async Task PersonWhoLosesTheRole_IsToldNoMoreOfWhatHappens()
    {
        using var data = new TemporaryDirectory();
        var (server, client) = await ServerProcess.StartAsync(data.Path);
        await using var running = server;
        using var calls = client;
        var demo = DemoFile.Read(data.Path);
        var flow = new Flow(client, demo);
        async Task GiveAsync(string role) => (await client.SendAsync(
            HttpMethod.Put,
            "/v1/reviewers/bob",
            demo.Carol,
            new StringContent($$"""{"roles":["{{role}}"],"identities":[{"issuer":"approvals-local-issuer","subject":"bob"}]}"""))).Expect(200);
        await using var events = await EventStream.OpenAllAsync(client, demo.Bob);
        var first = await flow.AskAsync();
        Assert.Equal(first.Id, (await events.TryNextAsync())!.Value.GetProperty("requestId").GetString());

        await GiveAsync("support");
        var hidden = await flow.AskAsync("""{"tool":"payment.send","args":{"amount":5001}}""");
        (await client.GetAsync($"/v1/requests/{hidden.Id}", demo.Bob)).ExpectProblem(403, "not_a_reviewer");
        // Long enough for it to have been told.
        await Task.Delay(TimeSpan.FromSeconds(1));
        await GiveAsync("finance");
        var last = await flow.AskAsync("""{"tool":"payment.send","args":{"amount":5002}}""");

        Assert.Equal(last.Id, (await events.TryNextAsync())!.Value.GetProperty("requestId").GetString());
    }

    [Fact]
    public async Task DocumentOfReviewers_MakesThemThese_AndNoOthers()
    {
        using var data = new TemporaryDirectory();
        var (server, client) = await ServerProcess.StartAsync(data.Path);
        await using var running = server;
        using var calls = client;
        var demo = DemoFile.Read(data.Path);
        Task<Answer> PutAsync(string body, string query = "") =>
            client.SendAsync(HttpMethod.Put, "/v1/reviewers" + query, demo.Carol, new StringContent(body));
        const string Document = """
            reviewers:
            - reviewer: alice
              roles: [finance, legal]
              identities: &here [{ issuer: approvals-local-issuer, subject: alice }]
              contacts: { email: alice@example.com, phone: "+15550100200" }
            - reviewer: carol
              roles: [owner, admin]
              identities: [{ issuer: approvals-local-issuer, subject: carol }]
            - reviewer: dora
              workingHours: [{ days: [mon], from: "09:00", to: "17:00" }]
            """;
        (await PutAsync("reviewers: []")).ExpectProblem(400, "invalid_field");
        (await PutAsync("reviewers: [{ reviewer: a }, { reviewer: a }]")).ExpectProblem(400, "invalid_field");
        (await PutAsync("reviewers: [{ reviewer: a, role: [b] }]")).ExpectProblem(400, "unknown_field");
        var broken = (await PutAsync("reviewers:\n- reviewer: a\n  reviewer: b")).ExpectProblem(400, "invalid_field");
        Assert.Contains("3:3: The key 'reviewer' stands here a second time", broken["detail"], StringComparison.Ordinal);
        (await client.SendAsync(HttpMethod.Put, "/v1/reviewers", demo.Alice, new StringContent(Document))).ExpectProblem(403, "forbidden");
        (await PutAsync("reviewers: [{ reviewer: alice }]")).ExpectProblem(409, "directory_conflict");
        (await PutAsync("reviewers: [{ reviewer: carol, roles: [owner] }]")).ExpectProblem(409, "directory_conflict");
        (await client.SendAsync(HttpMethod.Put, "/v1/reviewers", demo.Carol, new StringContent(Document), ("If-Match", "*"))).ExpectProblem(400, "invalid_parameter");

        const string Changes = """{"added":["dora"],"changed":["alice"],"deactivated":["bob"]}""";
        var acts = (await client.GetAsync("/v1/audit", demo.Carol)).Expect(200).Text;
        Assert.Equal(Changes, (await PutAsync(Document, "?dryRun=true")).Expect(200).Text);
        Assert.Equal(acts, (await client.GetAsync("/v1/audit", demo.Carol)).Expect(200).Text);
        Assert.Equal("True", (await client.GetAsync("/v1/reviewers/bob", demo.Carol)).Expect(200)["active"]);
        Assert.Equal(Changes, (await PutAsync(Document)).Expect(200).Text);
        Assert.Equal("False", (await client.GetAsync("/v1/reviewers/bob", demo.Carol)).Expect(200)["active"]);
        Assert.Equal("+15550100200", (await client.GetAsync("/v1/reviewers/alice", demo.Carol)).Expect(200)["contacts.phone"]);
        (await client.GetAsync("/v1/requests", demo.Bob)).ExpectProblem(401, "unauthenticated");

        // What is listed can be put, and changes nothing.
        var all = (await client.GetAsync("/v1/reviewers", demo.Carol)).Expect(200).Find("items").GetRawText();
        Assert.Equal("""{"added":[],"changed":[],"deactivated":[]}""", (await PutAsync($$"""{"reviewers":{{all}}}""")).Expect(200).Text);
        (await PutAsync("reviewers: [{ reviewer: carol, roles: [admin], contacts: { email: a@b.example } }, { reviewer: bob, contacts: { email: a@b.example } }]"))
            .ExpectProblem(409, "directory_conflict");
        (await PutAsync("reviewers: [{ reviewer: carol, roles: [admin], contacts: { email: a@b.example } }, { reviewer: bob, contacts: { email: a@b.example } }]", "?dryRun=true"))
            .ExpectProblem(409, "directory_conflict");
        Assert.Contains("reviewers.put", (await client.GetAsync("/v1/audit", demo.Carol)).Expect(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deputy_SeesAndReviews_MarkedAsSuch()
    {
        using var data = new TemporaryDirectory();
        await DemoDirectory.MakeAsync(data);
        await DemoDirectory.ChangeAsync(data, tenant => new TenantChange.PutReviewer(
            tenant.FindReviewer(new ReviewerId("alice"))! with { Deputies = [new Deputy { Id = new ReviewerId("carol") }] }));
        var (server, client) = await ServerProcess.StartAsync(data.Path);
        await using var running = server;
        using var calls = client;
        var demo = DemoFile.Read(data.Path);
        var flow = new Flow(client, demo);
        var asked = await flow.AskAsync();

        Assert.Equal(asked.Id, (await client.GetAsync("/v1/requests?status=pending&reviewer=me", demo.Carol)).Expect(200)["items.0.requestId"]);
        var reviewed = (await flow.ReviewAsync(asked, demo.Carol)).Expect(200);
        Assert.Equal(("carol", "alice"), (reviewed["reviews.0.reviewer"], reviewed["reviews.0.standsInFor.0"]));
        Assert.Equal(("pending", "1"), ((await flow.ReviewAsync(asked, demo.Alice)).Expect(200)["status"], reviewed["requirements.0.have"]));
        Assert.Equal("approved", (await flow.ReviewAsync(asked, demo.Bob)).Expect(200)["status"]);
    }

    [Fact]
    public async Task AgentWithAHundredWaiting_IsToldToWait_AndWhatWasDeniedIsShownTheNextTime()
    {
        using var data = new TemporaryDirectory();
        var (server, client) = await ServerProcess.StartAsync(data.Path);
        await using var running = server;
        using var calls = client;
        var demo = DemoFile.Read(data.Path);
        var flow = new Flow(client, demo);
        var first = await flow.AskAsync();
        await Task.WhenAll(Enumerable.Range(0, 99).Select(_ => flow.AskAsync()));

        (await client.PostAsync("/v1/actions", demo.AgentKey, Flow.Payment)).ExpectProblem(429, "too_many_pending");
        (await client.PostAsync("/v1/actions", demo.AgentKey, Flow.SmallPayment)).Expect(200);
        (await flow.ReviewAsync(first, demo.Alice, "deny", "Not this vendor")).Expect(200);
        var again = (await client.PostAsync("/v1/actions", demo.AgentKey, Flow.Payment)).Expect(202);

        Assert.Equal((first.Id, "denied"), (again["earlierDenial.requestId"], again["earlierDenial.status"]));
        var shown = (await client.GetAsync($"/v1/requests/{again["requestId"]}", demo.Bob)).Expect(200);
        Assert.Equal("Denied by alice: Not this vendor", shown["earlierDenial.reason"]);
    }
}
