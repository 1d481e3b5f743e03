using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Server;

/// <summary>What a tenant's directory and the history of its agents do to what is answered.</summary>
public sealed class DirectoryTests
{
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
