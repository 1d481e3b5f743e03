using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;
using Approvals.Web.Authentication;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Server;

public sealed class CallbackTests
{
    private static readonly string[] Ask = ["callback-secret", "demo", "demo-agent", "--data"];

    [Fact]
    public async Task Decision_ReachesTheAgent_WhichVerifiesIt()
    {
        using var data = new TemporaryDirectory();
        await using var agent = await CallbackReceiver.StartAsync(503, 204);
        await DemoDirectory.MakeAsync(data);
        var key = await AddKeyAsync(data, agent.Origin);
        var (server, client) = await ServerProcess.StartAsync(data.Path);
        await using var running = server;
        using var calls = client;
        var demo = DemoFile.Read(data.Path);
        var asked = (await client.PostAsync("/v1/actions", key, new
        {
            tool = "payment.send",
            args = new { amount = 5_000, to = "vendor-17" },
            callbackUrl = agent.Origin + "/hook",
        })).Expect(202);
        var request = new Asked(asked["requestId"], asked["digest"]);
        await new Flow(client, demo).ReviewAsync(request, demo.Alice);
        await new Flow(client, demo).ReviewAsync(request, demo.Bob);

        var (failed, taken) = (await agent.NextAsync(), await agent.NextAsync());
        Assert.Equal((failed.Id, Encoding.UTF8.GetString(failed.Body)), (taken.Id, Encoding.UTF8.GetString(taken.Body)));
        Assert.StartsWith(request.Id + ".", taken.Id, StringComparison.Ordinal);
        var secret = Convert.FromBase64String(demo.CallbackSecret["whsec_".Length..]);
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{taken.Id}.{taken.Timestamp}."), .. taken.Body];
        Assert.Equal("v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, signed)), taken.Signature);
        var told = JsonElement.Parse(taken.Body).GetProperty("data");
        Assert.Equal(
            (request.Id, "allow", request.Digest),
            (told.GetProperty("requestId").GetString(), told.GetProperty("decision").GetString(), told.GetProperty("digest").GetString()));
    }

    [Fact]
    public async Task CallbackThatIsGivenUp_IsSeenWithItsReason_AndReplayed()
    {
        using var data = new TemporaryDirectory();
        await using var agent = await CallbackReceiver.StartAsync(410, 204);
        await DemoDirectory.MakeAsync(data);
        var key = await AddKeyAsync(data, agent.Origin);
        var (server, client) = await ServerProcess.StartAsync(data.Path);
        await using var running = server;
        using var calls = client;
        var demo = DemoFile.Read(data.Path);
        var asked = (await client.PostAsync("/v1/actions", key, new
        {
            tool = "payment.send",
            args = new { amount = 5_000 },
            callbackUrl = agent.Origin + "/hook",
        })).Expect(202);
        await new Flow(client, demo).ReviewAsync(new Asked(asked["requestId"], asked["digest"]), demo.Alice, "deny");
        var refused = await agent.NextAsync();

        Answer parked;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        do
        {
            limit.Token.ThrowIfCancellationRequested();
            parked = (await client.GetAsync("/v1/outbox/parked", demo.Carol)).Expect(200);
        }
        while (parked.Find("items").GetArrayLength() == 0);

        Assert.Equal((refused.Id, "callBack", "1"), (parked["items.0.effect"], parked["items.0.kind"], parked["items.0.attempts"]));
        Assert.Contains("410", parked["items.0.reason"], StringComparison.Ordinal);
        (await client.PostAsync($"/v1/outbox/parked/{refused.Id}/replay", demo.Alice, "")).ExpectProblem(403, "forbidden");
        (await client.PostAsync($"/v1/outbox/parked/{refused.Id}/replay", demo.Carol, "")).Expect(202);
        Assert.Equal(refused.Id, (await agent.NextAsync()).Id);
        (await client.PostAsync($"/v1/outbox/parked/{refused.Id}/replay", demo.Carol, "")).ExpectProblem(404, "not_found");
        (await client.GetAsync("/v1/outbox/parked", demo.Alice)).ExpectProblem(403, "forbidden");
        (await client.GetAsync("/v1/outbox/parked?after=nothing", demo.Carol)).ExpectProblem(400, "invalid_parameter");
    }

    [Fact]
    public async Task CallbackSecret_PrintsTheAgentsOwn_BesideTheServer()
    {
        using var data = new TemporaryDirectory();
        var (server, client) = await ServerProcess.StartAsync(data.Path);
        await using var running = server;
        using var calls = client;
        var (exitCode, output) = await ServerProcess.RunAsync([.. Ask, data.Path]);
        Assert.True(exitCode == 0, output);
        Assert.Equal(DemoFile.Read(data.Path).CallbackSecret, output.Trim());
        var (_, other) = await ServerProcess.RunAsync(["callback-secret", "demo", "other", "--data", data.Path]);
        Assert.StartsWith("whsec_", other, StringComparison.Ordinal);
        Assert.NotEqual(output, other);
    }

    [Fact]
    public async Task CallbackSecret_OfNoServersDirectory_IsRefused()
    {
        using var data = new TemporaryDirectory();
        var (exitCode, output) = await ServerProcess.RunAsync([.. Ask, data.Path]);
        Assert.Equal(1, exitCode);
        Assert.Contains("There is no database", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(data.Path));
    }

    [Theory]
    [InlineData("Not A Name", "a", "is not a tenant's name")]
    [InlineData("demo", "", "is not an agent's name")]
    public async Task CallbackSecret_OfANameThatIsNone_IsRefused(string tenant, string agent, string sentence)
    {
        using var data = new TemporaryDirectory();
        var (exitCode, output) = await ServerProcess.RunAsync(["callback-secret", tenant, agent, "--data", data.Path]);
        Assert.Equal(1, exitCode);
        Assert.Contains(sentence, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DamagedMasterSecret_IsToldInASentence_AndLeftAsItIs()
    {
        using var data = new TemporaryDirectory();
        await File.WriteAllTextAsync(data["callback-master.secret"], "garbage");
        var (exitCode, output) = await ServerProcess.RunAsync(["--data", data.Path, "--urls", "http://127.0.0.1:0"]);
        Assert.Equal(1, exitCode);
        Assert.Contains("callback-master.secret holds no usable secret", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.Equal("garbage", await File.ReadAllTextAsync(data["callback-master.secret"]));
    }

    [Fact]
    public async Task BadSetting_IsToldInASentence()
    {
        using var data = new TemporaryDirectory();
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Approvals__Callback__AllowPrivateAddresses"] = "true" };
        var (exitCode, output) = await ServerProcess.RunAsync(
            ["--data", data.Path, "--urls", "http://127.0.0.1:0"], "Production", settings);
        Assert.Equal(1, exitCode);
        Assert.Contains("it is for Development only, and this is Production", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    /// <summary>A key of the demo agent that may name this origin: the test's port is not known before.</summary>
    private static async Task<string> AddKeyAsync(TemporaryDirectory data, string origin)
    {
        var key = ApiKeyText.Draw();
        var stored = key.ToStored(new KeyHolder.ForAgent(new AgentId("demo-agent")), TimeProvider.System.GetUtcNow(), ApiKey.AnyEnvironment);
        await DemoDirectory.ChangeAsync(data, _ => new TenantChange.AddKey(stored with { CallbackOrigins = [CallbackOrigin.Parse(origin)!] }));
        return key.Reveal();
    }
}
