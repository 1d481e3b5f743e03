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
    public async Task SecretThatIsReplaced_SignsBesideTheNewOne()
    {
        using var data = new TemporaryDirectory();
        await using var agent = await CallbackReceiver.StartAsync(204);
        await DemoDirectory.MakeAsync(data);
        var key = await AddKeyAsync(data, agent.Origin);
        var (server, client) = await ServerProcess.StartAsync(data.Path);
        await using var running = server;
        using var calls = client;
        var demo = DemoFile.Read(data.Path);
        (await client.PostAsync("/v1/agents/demo-agent/callback-secret/rotate", demo.Alice, "{}")).ExpectProblem(403, "forbidden");
        (await client.PostAsync("/v1/agents/nobody/callback-secret/rotate", demo.Carol, "{}")).ExpectProblem(404, "not_found");
        (await client.PostAsync("/v1/agents/demo-agent/callback-secret/rotate", demo.Carol, """{"overlap":"31d"}""")).ExpectProblem(400, "invalid_field");
        var rotated = (await client.PostAsync("/v1/agents/demo-agent/callback-secret/rotate", demo.Carol, """{"overlap":"1h"}""")).Expect(200);
        Assert.Equal("no-store", string.Join(',', rotated.Headers.GetValues("Cache-Control")));
        // The entry's own changes leave it as it is.
        (await client.SendAsync(HttpMethod.Put, "/v1/agents/demo-agent", demo.Carol, new StringContent("{}"))).Expect(200);

        var asked = (await client.PostAsync("/v1/actions", key, new { tool = "payment.send", args = new { amount = 5_000 }, callbackUrl = agent.Origin + "/hook" })).Expect(202);
        await new Flow(client, demo).ReviewAsync(new Asked(asked["requestId"], asked["digest"]), demo.Alice, "deny");

        var taken = await agent.NextAsync();
        Assert.NotEqual(demo.CallbackSecret, rotated["secret"]);
        // An answer that was lost is asked for again, and what the receiver has goes on being good.
        var again = (await client.PostAsync("/v1/agents/demo-agent/callback-secret/rotate", demo.Carol, "{}")).Expect(200);
        Assert.Equal($"{Sign(rotated["secret"], taken)} {Sign(demo.CallbackSecret, taken)}", taken.Signature);

        asked = (await client.PostAsync("/v1/actions", key, new { tool = "payment.send", args = new { amount = 5_001 }, callbackUrl = agent.Origin + "/hook" })).Expect(202);
        await new Flow(client, demo).ReviewAsync(new Asked(asked["requestId"], asked["digest"]), demo.Alice, "deny");
        taken = await agent.NextAsync();
        Assert.Equal($"{Sign(again["secret"], taken)} {Sign(rotated["secret"], taken)} {Sign(demo.CallbackSecret, taken)}", taken.Signature);
    }

    [Fact]
    public async Task Dashboard_IsToldEverythingInItsOrder()
    {
        const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        const string Newer = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
        using var data = new TemporaryDirectory();
        await using var dashboard = await CallbackReceiver.StartAsync(503, 204);
        var (server, client) = await ServerProcess.StartAsync(data.Path);
        await using var running = server;
        using var calls = client;
        var demo = DemoFile.Read(data.Path);
        var flow = new Flow(client, demo);
        Task<Answer> PutAsync(string body) => client.SendAsync(HttpMethod.Put, "/v1/channels/board", demo.Carol, new StringContent(body));
        (await PutAsync($$"""{"kind":"webhook","url":"{{dashboard.Origin}}/hook"}""")).ExpectProblem(400, "invalid_field");
        (await PutAsync("""{"kind":"webhook","url":"ftp://board.example","secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}""")).ExpectProblem(400, "invalid_field");
        (await PutAsync($$"""{"kind":"webhook","url":"{{dashboard.Origin}}/hook","secret":"secret"}""")).ExpectProblem(400, "invalid_field");
        var channel = (await PutAsync($$"""{"kind":"webhook","url":"{{dashboard.Origin}}/hook","secret":"{{Secret}}"}""")).Expect(200);
        Assert.DoesNotContain("whsec_", channel.Text, StringComparison.Ordinal);

        var asked = await flow.AskAsync();
        var (failed, first) = (await dashboard.NextAsync(), await dashboard.NextAsync());
        Assert.Equal(failed.Id, first.Id);
        Assert.Equal(Sign(Secret, first), first.Signature);
        var (type, told) = Read(first);
        Assert.Equal(("request.asked", asked.Id, "pending"), (type, told.GetProperty("requestId").GetString(), told.GetProperty("status").GetString()));

        (await PutAsync($$"""{"kind":"webhook","url":"{{dashboard.Origin}}/hook","secret":"{{Newer}}","previousSecret":"{{Secret}}"}""")).Expect(200);
        (await flow.ReviewAsync(asked, demo.Alice, "deny")).Expect(200);
        var last = await dashboard.NextAsync();
        Assert.Equal($"{Sign(Newer, last)} {Sign(Secret, last)}", last.Signature);
        (type, told) = Read(last);
        Assert.Equal(("request.decided", asked.Id, "denied"), (type, told.GetProperty("requestId").GetString(), told.GetProperty("status").GetString()));
        // Left out, the one secret stays and the other goes.
        Assert.Equal("[\"secret\"]", (await PutAsync($$"""{"kind":"webhook","url":"{{dashboard.Origin}}/hook"}""")).Expect(200).Find("secrets").GetRawText());
        var receipt = (await client.GetAsync($"/v1/receipts/{asked.Id}", demo.AgentKey)).Expect(200).Text;
        Assert.Contains("\"channel\":\"board\",\"event\":\"told\",\"notice\":\"asked\"}", receipt, StringComparison.Ordinal);
    }

    private static (string? Type, JsonElement Data) Read(ReceivedCallback call) =>
        JsonElement.Parse(call.Body) is var body ? (body.GetProperty("type").GetString(), body.GetProperty("data")) : default;

    private static string Sign(string secret, ReceivedCallback call)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{call.Id}.{call.Timestamp}."), .. call.Body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed));
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
