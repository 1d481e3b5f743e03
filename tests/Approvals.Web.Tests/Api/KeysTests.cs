using System.Text;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Api;

public sealed class KeysTests(DemoServer server) : ApiTest(server)
{
    [Fact]
    public async Task SecretIsShownOnce_AndStoredNowhere()
    {
        var created = (await CreateAsync("""{"kind":"agent","agent":"demo-agent","environments":["*"]}""")).Expect(201);
        var (id, key) = (created["keyId"], created["apiKey"]);
        Assert.Equal($"/v1/keys/{id}", created.Headers.Location?.ToString());
        Assert.Equal("no-store", created.Headers.CacheControl?.ToString());
        (await Client.PostAsync("/v1/actions", key, Flow.SmallPayment)).Expect(200);

        Assert.False((await FindAsync(id)).Expect(200).Has("apiKey"));
        Assert.DoesNotContain(key.Split('_')[2], (await ReadAllAsync()).Select(k => k.GetRawText()).Aggregate(string.Concat), StringComparison.Ordinal);
        foreach (var file in Directory.GetFiles(Data, "approvals.db*").Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            Assert.Equal(-1, copy.ToArray().AsSpan().IndexOf(Encoding.ASCII.GetBytes(key.Split('_')[2])));
        }
    }

    [Fact]
    public async Task RotatedKey_EndsWhenTheOneBeforeWouldHave_UnlessAnotherEndIsSaid()
    {
        var created = (await CreateAsync("""{"kind":"auditor","expiresAt":"2099-01-01T00:00:00Z"}""")).Expect(201);

        var rotated = (await RotateAsync(created["keyId"], new { })).Expect(201);
        Assert.Equal("2099-01-01T00:00:00Z", rotated["expiresAt"]);
        Assert.Equal("2098-01-01T00:00:00Z", (await RotateAsync(rotated["keyId"], new { expiresAt = "2098-01-01T00:00:00Z" })).Expect(201)["expiresAt"]);
    }

    [Fact]
    public async Task RevokedKey_IsRefusedFromTheNextCallOn()
    {
        var created = (await CreateAsync(new { kind = "auditor" })).Expect(201);
        (await Client.GetAsync("/v1/keys", created["apiKey"])).Expect(200);

        var revoked = (await RevokeAsync(created["keyId"])).Expect(200);

        (await Client.GetAsync("/v1/keys", created["apiKey"])).ExpectProblem(401, "unauthenticated");
        Assert.Equal("False", revoked["inForce"]);
        Assert.Equal(revoked["revokedAt"], (await RevokeAsync(created["keyId"])).Expect(200)["revokedAt"]);
        (await RotateAsync(created["keyId"], new { })).ExpectProblem(409, "key_not_in_force");
    }

    [Fact]
    public async Task RotatedKey_HasAnOverlap_InWhichBothAreGood()
    {
        var old = (await CreateAsync(
            """{"kind":"agent","agent":"demo-agent","environments":["test"],"callbackOrigins":["https://agent.example"]}""")).Expect(201);
        var rotated = (await RotateAsync(old["keyId"], new { overlap = "1h" })).Expect(201);

        Assert.NotEqual(old["apiKey"], rotated["apiKey"]);
        Assert.Equal(("test", "https://agent.example"), (rotated["environments.0"], rotated["callbackOrigins.0"]));
        (await Client.PostAsync("/v1/actions", old["apiKey"], Flow.SmallPayment)).Expect(200);
        (await Client.PostAsync("/v1/actions", rotated["apiKey"], Flow.SmallPayment)).Expect(200);
        Assert.True((await FindAsync(old["keyId"])).Expect(200).Has("expiresAt"));
        Assert.False(rotated.Has("expiresAt"));
    }

    [Fact]
    public async Task RotatedKeyWithoutAnOverlap_IsWorthNothingAtOnce()
    {
        var old = (await CreateAsync(new { kind = "executor", executor = "warehouse" })).Expect(201);
        var rotated = (await RotateAsync(old["keyId"], new { overlap = "0s", expiresAt = DateTimeOffset.UtcNow.AddDays(1) })).Expect(201);

        (await Client.GetAsync("/v1/requests", old["apiKey"])).ExpectProblem(401, "unauthenticated");
        (await Client.GetAsync("/v1/requests", rotated["apiKey"])).Expect(200);
        Assert.True(rotated.Has("expiresAt"));
    }

    [Theory]
    [InlineData("""{"kind":"owner"}""", "invalid_field")]
    [InlineData("""{"kind":"agent"}""", "invalid_field")]
    [InlineData("""{"kind":"admin","environments":["*"]}""", "unknown_field")]
    [InlineData("""{"kind":"executor","agent":"demo-agent"}""", "invalid_field")]
    [InlineData("""{"kind":"auditor","expiresAt":"2020-01-01T00:00:00Z"}""", "invalid_field")]
    [InlineData("""{"kind":"auditor","expiresAt":"tomorrow"}""", "invalid_field")]
    [InlineData("""{"kind":"agent","agent":"demo-agent","callbackOrigins":["https://agent.example/hook"]}""", "invalid_field")]
    [InlineData("""{"kind":"agent","agent":"demo-agent","environments":[7]}""", "invalid_field")]
    public async Task KeyThatIsNone_IsRefused(string body, string code)
    {
        var before = (await ReadAllAsync()).Count;
        (await CreateAsync(body)).ExpectProblem(400, code);
        Assert.Equal(before, (await ReadAllAsync()).Count);
    }

    [Fact]
    public async Task KeyOfAnAgentThatIsNotThere_IsRefused()
    {
        (await CreateAsync(new { kind = "agent", agent = "stranger" })).ExpectProblem(409, "directory_conflict");
        (await CreateAsync(new { kind = "executor", executor = "demo-agent" })).ExpectProblem(409, "directory_conflict");
    }

    [Theory]
    [InlineData("31d")]
    [InlineData("long")]
    public async Task OverlapOutOfItsLimits_IsRefused(string overlap)
    {
        var key = (await CreateAsync(new { kind = "auditor" })).Expect(201);
        (await RotateAsync(key["keyId"], new { overlap })).ExpectProblem(400, "invalid_field");
    }

    [Fact]
    public async Task KeysOfAnotherTenant_AreNotThere()
    {
        var id = (await CreateAsync(new { kind = "auditor" })).Expect(201)["keyId"];
        (await Client.GetAsync($"/v1/keys/{id}", OtherAdmin)).ExpectProblem(404, "not_found");
        (await Client.SendAsync(HttpMethod.Delete, $"/v1/keys/{id}", OtherAdmin, null)).ExpectProblem(404, "not_found");
        (await Client.PostAsync($"/v1/keys/{id}/rotate", OtherAdmin, "{}")).ExpectProblem(404, "not_found");
        Assert.Equal("True", (await FindAsync(id)).Expect(200)["inForce"]);
        (await FindAsync("no spaces")).ExpectProblem(404, "not_found");
    }

    [Fact]
    public async Task KeysAreForAdmins_AndAuditorsReadThem()
    {
        var auditor = (await CreateAsync(new { kind = "auditor" })).Expect(201)["apiKey"];
        (await Client.GetAsync("/v1/keys", auditor)).Expect(200);
        foreach (var credential in new[] { auditor, Demo.AgentKey, Demo.ExecutorKey, Demo.Alice })
        {
            (await Client.PostAsync("/v1/keys", credential, """{"kind":"admin"}""")).ExpectProblem(403, "forbidden");
        }

        (await Client.GetAsync("/v1/keys", Demo.AgentKey)).ExpectProblem(403, "forbidden");
    }

    private Task<Answer> CreateAsync(object body) => Client.PostAsync("/v1/keys", Demo.Carol, body);

    private Task<Answer> FindAsync(string id) => Client.GetAsync($"/v1/keys/{Uri.EscapeDataString(id)}", Demo.Carol);

    private Task<Answer> RotateAsync(string id, object body) => Client.PostAsync($"/v1/keys/{id}/rotate", Demo.Carol, body);

    private Task<Answer> RevokeAsync(string id) => Client.SendAsync(HttpMethod.Delete, $"/v1/keys/{id}", Demo.Carol, null);

    private Task<List<System.Text.Json.JsonElement>> ReadAllAsync() => Client.ReadAllAsync("/v1/keys?limit=3", Demo.Carol);
}
