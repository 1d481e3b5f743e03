using System.Text.Json;
using System.Text.RegularExpressions;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.OpenApi;

/// <summary>The document that the server makes of its code is the one that is committed.</summary>
public sealed partial class DocumentTests(DemoServer server) : Api.ApiTest(server)
{
    [GeneratedRegex(@"^\| `(?<call>[A-Z]+ /[^`]*)`", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Call();

    [Fact]
    public async Task Document_IsTheCommittedOne()
    {
        var served = (await Client.GetAsync("/openapi/v1.json", null)).Expect(200);
        var text = served.Text.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Environment.GetEnvironmentVariable("APPROVALS_SNAPSHOT") == "write")
        {
            await File.WriteAllTextAsync(ApiDescription.File, text);
        }

        Assert.True(
            text == await File.ReadAllTextAsync(ApiDescription.File),
            "docs/openapi.json is not what the code says. Where that is meant, run this test with APPROVALS_SNAPSHOT=write and look at the difference.");
    }

    [Fact]
    public void Document_Is3_1_AndSaysOfEveryOperationWhoMayCallIt_AndWhatItIsRefusedWith()
    {
        Assert.StartsWith("3.1", ApiDescription.Document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal(ApiDescription.Operations.Count, ApiDescription.Operations.Select(o => o.Id).Distinct().Count());
        Assert.All(ApiDescription.Operations.Where(o => o.Path.StartsWith("/v1/", StringComparison.Ordinal)), operation =>
        {
            Assert.NotEmpty(operation.Json.GetProperty("summary").GetString()!);
            Assert.NotEmpty(operation.Callers);
            Assert.True(operation.Documents(401) && operation.Documents(429) && operation.Documents(503));
        });
    }

    [Fact]
    public void EveryCall_IsInTheDocumentForPeople_AndNoOther()
    {
        var table = File.ReadAllText(Path.Combine(Repository.Root, "docs", "api.md"));
        var calls = Call().Matches(table).Select(m => m.Groups["call"].Value);

        Assert.Equal(ApiDescription.Operations.Select(o => $"{o.Method} {o.Path}").Order(), calls.Order());
    }

    [Fact]
    public async Task EveryRefusal_HasTheDocumentedShape()
    {
        var schema = ApiDescription.Document.GetProperty("components").GetProperty("schemas").GetProperty("Problem");
        var asked = await Flow.ApprovedAsync();
        Answer[] refused =
        [
            await Client.GetAsync("/v1/requests", null),
            await Client.GetAsync("/v1/nothing", Demo.AgentKey),
            await Flow.ReviewAsync(asked, Demo.Alice, "deny"),
            await Client.SendAsync(HttpMethod.Put, "/v1/policies/broken", Demo.Carol, new StringContent("rules: []")),
            await Client.PostAsync("/v1/actions", Demo.AgentKey, "{"),
            await Flow.ClaimAsync(await Flow.AskAsync()),
        ];
        Assert.All(refused, answer => Assert.Empty(SchemaCheck.Problems(schema, JsonElement.Parse(answer.Text))));
    }

    [Fact]
    public async Task PageToTryItOn_IsThereInDevelopmentOnly()
    {
        var page = (await Client.GetAsync("/swagger/index.html", null)).Expect(200);
        Assert.Contains("script-src 'self'", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);

        using var data = new TemporaryDirectory();
        var (production, client) = await ServerProcess.StartAsync(data.Path, environment: "Production");
        await using var running = production;
        using var calls = client;
        (await client.GetAsync("/swagger/index.html", null)).ExpectProblem(401, "unauthenticated");
        (await client.GetAsync("/openapi/v1.json", null)).Expect(200);
    }
}
