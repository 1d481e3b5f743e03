using System.Diagnostics;
using System.Text.Json;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.OpenApi;

/// <summary>A client in TypeScript, generated from the committed document, compiled, and run against the server.</summary>
public sealed class GeneratedClientTests(DemoServer server) : Api.ApiTest(server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly string Node = Path.Combine(Repository.Root, "tests", "Approvals.Web.Tests", "Node");

    [Fact]
    public async Task GeneratedClient_CompletesTheMainJob()
    {
        var modules = Path.Combine(Node, "node_modules");
        Assert.SkipUnless(Directory.Exists(modules), "Run 'npm ci' in tests/Approvals.Web.Tests/Node to install what generates the client.");
        using var folder = new TemporaryDirectory();
        Directory.CreateSymbolicLink(folder["node_modules"], modules);
        foreach (var file in new[] { "main-job.ts", "tsconfig.json", "package.json" })
        {
            File.Copy(Path.Combine(Node, file), folder[file]);
        }

        await RunAsync(folder, "node_modules/.bin/openapi-typescript", ApiDescription.File, "-o", "schema.d.ts");
        await RunAsync(folder, "node_modules/.bin/tsc");
        var said = JsonElement.Parse(await RunAsync(folder, "main-job.js"));

        Assert.Equal("pending,approved,claimed,succeeded", said.GetProperty("path").GetString());
        Assert.Equal(
            ["asked", "reviewed", "reviewed", "decided", "claimed", "resolved"],
            said.GetProperty("events").EnumerateArray().Select(e => e.GetString()));
        Assert.Equal("not_found", said.GetProperty("refused").GetString());
        var receipt = (await Client.GetAsync($"/v1/receipts/{said.GetProperty("requestId")}", Demo.AgentKey)).Expect(200);
        Assert.Equal("succeeded", receipt["execution"]);
    }

    private async Task<string> RunAsync(TemporaryDirectory folder, string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("node", [script, .. arguments])
        {
            WorkingDirectory = folder.Path,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["APPROVALS_TEST"] = JsonSerializer.Serialize(new
        {
            address = Client.Address.GetLeftPart(UriPartial.Authority),
            agent = Demo.AgentKey,
            executor = Demo.ExecutorKey,
            alice = Demo.Alice,
            bob = Demo.Bob,
            key = NewKey(),
        });
        using var node = Process.Start(start)!;
        var (output, error) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync().WaitAsync(Patience);
        Assert.True(node.ExitCode == 0, $"{script}: {await output}{await error}");
        return await output;
    }
}
