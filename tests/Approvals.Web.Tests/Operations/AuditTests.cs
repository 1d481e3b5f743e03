using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Operations;

public sealed class AuditTests(DemoServer server)
{
    [Fact]
    public async Task EveryAdministrativeAct_IsInTheLog_WithWhoAndWhatCameOfIt()
    {
        var client = server.Client;
        var admin = server.OtherAdmin;
        (await client.SendAsync(
            HttpMethod.Put, "/v1/policies/audited", admin, new StringContent("rules: [{tool: t, action: allow}]"))).Expect(200);
        (await client.SendAsync(
            HttpMethod.Put, "/v1/policies/audited", admin, new StringContent("rules: [{tool: t, action: perhaps}]"))).Expect(422);
        (await client.SendAsync(
            HttpMethod.Put, "/v1/policies/audited", admin, new StringContent("rules: [{tool: t, action: deny}]"), ("If-Match", "\"7\""))).Expect(412);
        (await client.SendAsync(HttpMethod.Put, "/v1/policies/audited?x=1", admin, new StringContent("rules: []"))).Expect(400);
        var key = (await client.PostAsync("/v1/keys", admin, """{"kind":"auditor"}""")).Expect(201);
        (await client.PostAsync("/v1/outbox/parked/none/replay", admin, "")).Expect(404);

        var log = (await client.GetAsync("/v1/audit?limit=200", admin)).Expect(200).Find("items").EnumerateArray()
            .Where(e => e.GetProperty("subject").GetString() is { } subject && (subject.EndsWith("/audited", StringComparison.Ordinal) || subject.EndsWith("/keys", StringComparison.Ordinal) || subject.Contains("/none/", StringComparison.Ordinal)))
            .Select(e => $"{e.GetProperty("act").GetString()} {e.GetProperty("subject").GetString()} {e.GetProperty("outcome").GetString()}")
            .ToList();

        Assert.Contains("policy.publish /v1/policies/audited 200", log);
        Assert.Contains("policy.publish /v1/policies/audited 422 policy_invalid", log);
        Assert.Contains("policy.publish /v1/policies/audited 412 version_mismatch", log);
        Assert.Contains("policy.publish /v1/policies/audited 400 invalid_parameter", log);
        Assert.Contains("effect.replay /v1/outbox/parked/none/replay 404 not_found", log);
        Assert.Contains("key.create /v1/keys 201", log);
        var whole = (await client.GetAsync("/v1/audit?limit=200", admin)).Text;
        Assert.Contains($"/v1/keys/{key["keyId"]}", whole, StringComparison.Ordinal);
        Assert.DoesNotContain("apk_", whole, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_IsForAuditorsOfTheTenant()
    {
        (await server.Client.GetAsync("/v1/audit", server.Demo.AgentKey)).ExpectProblem(403, "forbidden");
        (await server.Client.GetAsync("/v1/audit", server.Demo.Alice)).ExpectProblem(403, "forbidden");
        (await server.Client.GetAsync("/v1/audit?after=x", server.OtherAdmin)).ExpectProblem(400, "invalid_parameter");
        (await server.Client.GetAsync("/v1/audit?limit=0", server.OtherAdmin)).ExpectProblem(400, "invalid_parameter");
    }
}
