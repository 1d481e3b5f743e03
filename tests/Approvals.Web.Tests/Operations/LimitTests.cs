using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Operations;

/// <summary>How much one caller may ask: what is over is refused at once, and others do not feel it.</summary>
public sealed class LimitTests
{
    /// <summary>More than come in any time that so many calls can take.</summary>
    private const int Many = 60;

    [Fact]
    public async Task CallsOverTheRateOfAKey_AreRefused_AndOtherKeysGoOn()
    {
        using var data = new TemporaryDirectory();
        await using var server = Begin(data, ("CallsPerSecondPerKey", "1"));
        using var client = await server.ListenAsync();
        var demo = DemoFile.Read(data.Path);

        var answers = await ManyAsync(() => client.GetAsync("/v1/requests", demo.AgentKey));

        var refused = answers.First(a => a.Status == 429).ExpectProblem(429, "rate_limited");
        Assert.NotNull(refused.Headers.RetryAfter?.Delta);
        Assert.InRange(refused.Headers.RetryAfter.Delta.Value.TotalSeconds, 1, 10);
        Assert.Contains(answers, a => a.Status == 200);
        (await client.GetAsync("/v1/requests", demo.Alice)).Expect(200);
        Assert.All(await ManyAsync(() => client.GetAsync("/health/live", null)), a => a.Expect(200));
    }

    [Fact]
    public async Task CallsOverTheRateOfATenant_AreRefused_WhoeverMakesThem()
    {
        using var data = new TemporaryDirectory();
        var (_, output) = await ServerProcess.RunAsync(["tenant", "create", "other", "--data", data.Path]);
        var other = output.Split('\n').Single(l => l.StartsWith("apk_", StringComparison.Ordinal));
        await using var server = Begin(data, ("CallsPerSecondPerTenant", "1"));
        using var client = await server.ListenAsync();
        var demo = DemoFile.Read(data.Path);
        string[] callers = [demo.AgentKey, demo.ExecutorKey, demo.Alice, demo.Bob];

        var answers = await ManyAsync(i => client.GetAsync("/v1/requests", callers[i % callers.Length]));

        answers.First(a => a.Status == 429).ExpectProblem(429, "rate_limited");
        (await client.GetAsync("/v1/requests", other)).Expect(200);
    }

    [Theory]
    [InlineData("WaitsPerKey")]
    [InlineData("Waits")]
    public async Task AnswersHeldOverTheLimit_AreRefusedBeforeAnythingIsDone(string limit)
    {
        using var data = new TemporaryDirectory();
        await using var server = Begin(data, (limit, "1"));
        using var client = await server.ListenAsync();
        var demo = DemoFile.Read(data.Path);
        var asked = await new Flow(client, demo).AskAsync();

        var held = Enumerable.Range(0, 2).Select(_ => client.GetAsync($"/v1/requests/{asked.Id}?wait=60", demo.AgentKey)).ToList();
        var refused = await Task.WhenAny(held);
        (await refused).ExpectProblem(429, "too_many_waits");
        Assert.NotNull((await refused).Headers.RetryAfter);
        (await client.PostAsync("/v1/actions?wait=60", demo.AgentKey, Flow.Payment)).ExpectProblem(429, "too_many_waits");
        Assert.Equal(1, (await client.GetAsync("/v1/requests", demo.AgentKey)).Expect(200).Find("items").GetArrayLength());
        (await client.PostAsync("/v1/actions", demo.AgentKey, Flow.SmallPayment)).Expect(200);

        Assert.Equal(0, await server.StopAsync());
        Assert.Equal("pending", (await held.Single(h => h != refused)).Expect(200)["status"]);
    }

    [Fact]
    public async Task PlaceOfAHeldAnswer_IsFreeAgainOnceItIsGiven()
    {
        using var data = new TemporaryDirectory();
        await using var server = Begin(data, ("WaitsPerKey", "1"));
        using var client = await server.ListenAsync();
        var demo = DemoFile.Read(data.Path);
        var flow = new Flow(client, demo);
        for (var i = 0; i < 3; i++)
        {
            (await client.PostAsync("/v1/actions?wait=1", demo.AgentKey, Flow.Payment)).Expect(202);
            (await client.PostAsync("/v1/actions?wait=60", demo.AgentKey, Flow.SmallPayment)).Expect(200);
        }

        var asked = await flow.AskAsync();
        (await client.GetAsync($"/v1/requests/{asked.Id}?wait=1", demo.AgentKey)).Expect(200);
    }

    [Fact]
    public async Task HeadersOverTheLimit_Are431()
    {
        using var data = new TemporaryDirectory();
        await using var server = Begin(data, ("HeaderBytes", "4096"));
        using var client = await server.ListenAsync();
        var answer = await client.SendAsync(HttpMethod.Get, "/health/live", null, null, ("X-Long", new string('x', 5_000)));
        answer.Expect(431);
    }

    private static ServerProcess Begin(TemporaryDirectory data, params (string Name, string Value)[] limits) => ServerProcess.Begin(
        data.Path, settings: limits.ToDictionary(l => $"Approvals__Limits__{l.Name}", l => l.Value, StringComparer.Ordinal));

    private static Task<Answer[]> ManyAsync(Func<Task<Answer>> call) => ManyAsync(_ => call());

    private static Task<Answer[]> ManyAsync(Func<int, Task<Answer>> call) => Task.WhenAll(Enumerable.Range(0, Many).Select(call));
}
