using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Server;

/// <summary>Once a tenant lists its executors, a permit names one of them or its claimant. On a server of its own: the list holds for all.</summary>
public sealed class ExecutorsTests
{
    [Fact]
    public async Task OnceExecutorsAreListed_NoOtherIsNamed_AndNoneWhenAllAreTakenOut()
    {
        using var data = new TemporaryDirectory();
        var (server, client) = await ServerProcess.StartAsync(data.Path);
        await using var running = server;
        using var calls = client;
        var demo = DemoFile.Read(data.Path);
        var flow = new Flow(client, demo);
        var put = (await client.SendAsync(HttpMethod.Put, "/v1/executors/payments", demo.Carol, new StringContent("{}"))).Expect(200);
        Assert.Equal("payments", put["executor"]);
        Assert.Equal("payments", (await client.GetAsync("/v1/executors", demo.Carol)).Expect(200)["items.0.executor"]);

        var asked = await flow.ApprovedAsync();
        (await flow.ClaimAsync(asked, executor: "warehouse")).ExpectProblem(409, "unknown_executor");
        (await client.PostAsync("/v1/actions", demo.AgentKey, """{"tool":"payment.send","args":{"amount":1},"claim":{"executor":"warehouse"}}""", "k"))
            .ExpectProblem(409, "unknown_executor");
        (await client.PostAsync("/v1/actions", demo.AgentKey, """{"tool":"payment.send","args":{"amount":1},"claim":{"executor":"payments"}}""", "k"))
            .Expect(200);

        (await client.SendAsync(HttpMethod.Delete, "/v1/executors/payments", demo.Carol, null)).Expect(204);
        (await client.GetAsync("/v1/requests", demo.ExecutorKey)).ExpectProblem(401, "unauthenticated");
        (await flow.ClaimAsync(asked, executor: "payments")).ExpectProblem(409, "unknown_executor");
        (await client.PostAsync("/v1/actions", demo.AgentKey, """{"tool":"payment.send","args":{"amount":1},"claim":{"executor":"payments"}}""", "k"))
            .Expect(200);
        (await flow.ClaimAsync(asked, executor: null)).Expect(200);
    }
}
