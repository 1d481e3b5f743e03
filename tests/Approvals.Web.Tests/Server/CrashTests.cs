using System.Globalization;
using Approvals.Web.Tests.Hosting;
using Microsoft.Data.Sqlite;

namespace Approvals.Web.Tests.Server;

/// <summary>
/// The real server under load, killed with SIGKILL at random moments and started again on the same file. What was
/// answered must be there. APPROVALS_SEED and APPROVALS_CRASH_ROUNDS choose another course.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Workers = 8;
    private const int ShortestLoad = 100;
    private const int LongestLoad = 900;

    private static readonly int Seed = Setting("APPROVALS_SEED", 20261122);
    private static readonly int Rounds = Setting("APPROVALS_CRASH_ROUNDS", 20);

    [Fact]
    public async Task KilledAtRandomMoments_LosesNothingThatWasAnswered_AndDoesNothingTwice()
    {
        output.WriteLine($"Seed {Seed}, {Rounds} rounds.");
        using var data = new TemporaryDirectory();
        var random = new Random(Seed);
        var ledger = new Ledger(random.Next());
        for (var round = 0; round < Rounds; round++)
        {
            var (server, client) = await ServerProcess.StartAsync(data.Path);
            await using var running = server;
            using var calls = client;
            var demo = DemoFile.Read(data.Path);
            await new LedgerCheck(client, demo).CheckAsync(ledger.Flows);
            await LoadAsync(server, client, demo, ledger, random.Next(ShortestLoad, LongestLoad));
        }

        var (last, lastClient) = await ServerProcess.StartAsync(data.Path);
        await using var stopping = last;
        using var lastCalls = lastClient;
        var credentials = DemoFile.Read(data.Path);
        await FinishAsync(new LedgerDriver(lastClient, credentials), ledger);
        await new LedgerCheck(lastClient, credentials).CheckAsync(ledger.Flows);
        await CheckThatNothingElseIsThereAsync(lastClient, credentials, ledger);
        Assert.Equal(0, await last.StopAsync());
        CheckFile(data["approvals.db"]);
        output.WriteLine($"{ledger.Flows.Count} flows, {ledger.Flows.Count(f => f.Permit is not null)} permits.");
    }

    private static async Task LoadAsync(ServerProcess server, ApiClient client, DemoFile demo, Ledger ledger, int milliseconds)
    {
        var driver = new LedgerDriver(client, demo);
        var workers = Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
        {
            // Runs until the server is gone: every failed call ends the worker and leaves its step in doubt.
            while (ledger.Take() is var flow && await driver.TryAdvanceAsync(flow))
            {
                ledger.Return(flow);
            }
        })).ToList();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(milliseconds));
        await timer.WaitForNextTickAsync();
        await server.KillAsync();
        await Task.WhenAll(workers);
        ledger.ReturnAll();
    }

    private static async Task FinishAsync(LedgerDriver driver, Ledger ledger)
    {
        foreach (var flow in ledger.Flows)
        {
            while (!flow.IsFinished)
            {
                Assert.True(await driver.TryAdvanceAsync(flow));
            }
        }
    }

    private static async Task CheckThatNothingElseIsThereAsync(ApiClient client, DemoFile demo, Ledger ledger)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        string? next = null;
        do
        {
            var page = (await client.GetAsync($"/v1/requests?limit=200{(next is null ? "" : $"&after={next}")}", demo.AgentKey)).Expect(200);
            Assert.All(page.Find("items").EnumerateArray(), i => Assert.True(ids.Add(i.GetProperty("requestId").GetString()!)));
            next = page.Has("next") ? page["next"] : null;
        }
        while (next is not null);
        Assert.Equal(ledger.Flows.Select(f => f.Asked!.Id).Order(StringComparer.Ordinal), ids.Order(StringComparer.Ordinal));
    }

    private static void CheckFile(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", command.ExecuteScalar());
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;
}
