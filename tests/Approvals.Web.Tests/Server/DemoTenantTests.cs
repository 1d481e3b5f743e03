using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Server;

public sealed class DemoTenantTests
{
    [Fact]
    public async Task KeysSurviveARestart_AndTheTokensAreRenewed()
    {
        using var data = new TemporaryDirectory();
        var (before, asked) = await RunOnceAsync(data);
        var (server, client) = await ServerProcess.StartAsync(data.Path);
        await using var running = server;
        using var calls = client;
        var after = DemoFile.Read(data.Path);
        Assert.Equal((before.AgentKey, before.ExecutorKey), (after.AgentKey, after.ExecutorKey));
        var flow = new Flow(client, after);
        (await flow.ReviewAsync(asked, before.Alice)).Expect(200);
        Assert.Equal("approved", (await flow.ReviewAsync(asked, after.Bob)).Expect(200)["status"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("not JSON")]
    [InlineData("""{"agentKey":null,"executorKey":null,"reviewers":null}""")]
    public async Task LostFile_MakesNewKeys_AndRevokesTheOld(string? content)
    {
        using var data = new TemporaryDirectory();
        var (before, asked) = await RunOnceAsync(data);
        File.Delete(DemoFile.PathIn(data.Path));
        if (content is not null)
        {
            await File.WriteAllTextAsync(DemoFile.PathIn(data.Path), content);
        }

        var (server, client) = await ServerProcess.StartAsync(data.Path);
        await using var running = server;
        using var calls = client;
        var after = DemoFile.Read(data.Path);
        (await client.PostAsync("/v1/actions", before.AgentKey, Flow.Payment)).ExpectProblem(401, "unauthenticated");
        (await client.GetAsync("/v1/requests", before.ExecutorKey)).ExpectProblem(401, "unauthenticated");
        (await new Flow(client, after).FindAsync(asked)).Expect(200);
    }

    [Fact]
    public async Task FilesWithSecrets_AreForTheirOwnerAlone()
    {
        using var data = new TemporaryDirectory();
        await RunOnceAsync(data);
        foreach (var file in Directory.GetFiles(data.Path))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Greeting_HoldsAFirstRequestThatRuns()
    {
        using var data = new TemporaryDirectory();
        var (server, client) = await ServerProcess.StartAsync(data.Path);
        await using var running = server;
        using var calls = client;
        (await client.GetAsync("/health/ready", null)).Expect(200);
        await server.OutputContainsAsync("curl -s");
        Assert.Contains($"Bearer {DemoFile.Read(data.Path).AgentKey}", server.Output, StringComparison.Ordinal);
        Assert.Contains($"{client.Address.GetLeftPart(UriPartial.Authority)}/v1/actions", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TenantOfThatName_MadeByHand_IsLeftAlone()
    {
        using var data = new TemporaryDirectory();
        Assert.Equal(0, (await ServerProcess.RunAsync(["tenant", "create", "demo", "--data", data.Path])).ExitCode);
        var (exitCode, output) = await ServerProcess.RunAsync(["--data", data.Path, "--urls", "http://127.0.0.1:0"], "Development");
        Assert.Equal(1, exitCode);
        Assert.Contains("was not made for development", output, StringComparison.Ordinal);
    }

    private static async Task<(DemoFile Demo, Asked Asked)> RunOnceAsync(TemporaryDirectory data)
    {
        var (server, client) = await ServerProcess.StartAsync(data.Path);
        await using var running = server;
        using var calls = client;
        var demo = DemoFile.Read(data.Path);
        var asked = await new Flow(client, demo).AskAsync();
        Assert.Equal(0, await server.StopAsync());
        return (demo, asked);
    }
}
