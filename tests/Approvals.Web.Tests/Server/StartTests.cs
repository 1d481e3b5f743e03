using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Server;

public sealed class StartTests
{
    [Fact]
    public async Task SecondStartOnTheSameFile_SaysWhichProcessHoldsIt()
    {
        using var data = new TemporaryDirectory();
        var (server, client) = await ServerProcess.StartAsync(data.Path);
        await using var running = server;
        using var calls = client;
        var (exitCode, output) = await ServerProcess.RunAsync(["--data", data.Path, "--urls", "http://127.0.0.1:0"]);
        Assert.Equal(1, exitCode);
        Assert.Contains($"in use by process {server.Id.ToString(CultureInfo.InvariantCulture)}.", output, StringComparison.Ordinal);
        (await client.GetAsync("/health/ready", null)).Expect(200);
    }

    [Fact]
    public async Task OutsideDevelopment_NothingIsCreatedAndNothingPrinted()
    {
        using var data = new TemporaryDirectory();
        var (server, client) = await ServerProcess.StartAsync(data.Path, "Production");
        await using var running = server;
        using var calls = client;
        (await client.GetAsync("/health/ready", null)).Expect(200);
        Assert.False(File.Exists(DemoFile.PathIn(data.Path)));
        Assert.DoesNotContain("apk_", server.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("curl", server.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(data["local-issuer-key.pem"]));
    }

    [Fact]
    public async Task DevelopmentTokens_AreWorthNothingInProduction()
    {
        using var data = new TemporaryDirectory();
        var (development, _) = await ServerProcess.StartAsync(data.Path);
        await development.DisposeAsync();
        var demo = DemoFile.Read(data.Path);
        var (server, client) = await ServerProcess.StartAsync(data.Path, "Production");
        await using var running = server;
        using var calls = client;
        (await client.GetAsync("/v1/requests", demo.Carol)).ExpectProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task LocalIssuer_RefusesToStartOutsideDevelopment()
    {
        using var data = new TemporaryDirectory();
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Approvals__LocalIssuer"] = "true" };
        var (exitCode, output) = await ServerProcess.RunAsync(
            ["--data", data.Path, "--urls", "http://127.0.0.1:0"], "Production", settings);
        Assert.Equal(1, exitCode);
        Assert.Contains("runs in Development only, and this is Production", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TenantCreate_PrintsAnAdminKeyOnce_WithWhichPoliciesArePublished()
    {
        using var data = new TemporaryDirectory();
        string[] create = ["tenant", "create", "acme", "--data", data.Path];
        var (exitCode, output) = await ServerProcess.RunAsync(create);
        Assert.Equal(0, exitCode);
        var key = output.Split('\n').Single(l => l.StartsWith("apk_", StringComparison.Ordinal));
        var (again, refusal) = await ServerProcess.RunAsync(create);
        Assert.Equal(1, again);
        Assert.DoesNotContain("apk_", refusal, StringComparison.Ordinal);

        var (server, client) = await ServerProcess.StartAsync(data.Path, "Production");
        await using var running = server;
        using var calls = client;
        (await client.SendAsync(
            HttpMethod.Put, "/v1/policies/p", key, new StringContent("rules: [{tool: t, action: allow}]"))).Expect(200);
    }

    [Theory]
    [InlineData("Not A Name")]
    [InlineData("")]
    public async Task TenantCreate_RefusesANameThatIsNone(string name)
    {
        using var data = new TemporaryDirectory();
        var (exitCode, output) = await ServerProcess.RunAsync(["tenant", "create", name, "--data", data.Path]);
        Assert.Equal(1, exitCode);
        Assert.Contains("is not a tenant's name", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DamagedKey_IsToldInASentence_AndLeftAsItIs()
    {
        using var data = new TemporaryDirectory();
        await File.WriteAllTextAsync(data["permit-key.pem"], "garbage");
        var (exitCode, output) = await ServerProcess.RunAsync(["--data", data.Path, "--urls", "http://127.0.0.1:0"]);
        Assert.Equal(1, exitCode);
        Assert.Contains("permit-key.pem holds no usable key", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.Equal("garbage", await File.ReadAllTextAsync(data["permit-key.pem"]));
    }

    [Theory]
    [InlineData("foo")]
    [InlineData("")]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("https://127.0.0.1:0")]
    [InlineData("http://192.0.2.1:8080")]
    public async Task AddressThatIsNone_IsToldInASentence(string urls)
    {
        using var data = new TemporaryDirectory();
        var (exitCode, output) = await ServerProcess.RunAsync(["--data", data.Path, "--urls", urls]);
        Assert.Equal(1, exitCode);
        Assert.NotEmpty(output);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_DoesNotWaitForClientsThatNeverFinish()
    {
        using var data = new TemporaryDirectory();
        var (server, client) = await ServerProcess.StartAsync(data.Path);
        await using var running = server;
        using var calls = client;
        var demo = DemoFile.Read(data.Path);
        using var stalled = new TcpClient();
        await stalled.ConnectAsync(client.Address.Host, client.Address.Port);
        await stalled.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/actions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {demo.AgentKey}\r\nContent-Length: 100\r\n\r\nhalf"));
        var asked = await new Flow(client, demo).AskAsync();
        var held = client.GetAsync($"/v1/requests/{asked.Id}?wait=60", demo.AgentKey);
        Assert.Equal(0, await server.StopAsync());
        Assert.Equal("pending", (await held).Expect(200)["status"]);
        Assert.DoesNotContain("by a fault of this program", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownOption_IsRefused()
    {
        var (exitCode, output) = await ServerProcess.RunAsync(["--dta", "x"]);
        Assert.Equal(1, exitCode);
        Assert.Contains("--dta", output, StringComparison.Ordinal);
    }
}
