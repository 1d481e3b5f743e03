using System.Globalization;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Crashes;

/// <summary>
/// Rounds of load on the real server, each ended with SIGKILL at a random moment and followed by a start on the same
/// file, after which the server is held against the ledgers.
/// </summary>
internal sealed class CrashCourse : IAsyncDisposable
{
    private const int Clients = 4;
    private const int ShortestLoad = 200;
    private const int LongestLoad = 1_000;

    /// <summary>About the time that a start takes.</summary>
    private const int LongestStart = 1_500;

    private static readonly string[] Names = ["north", "south"];

    private readonly TemporaryDirectory _directory = new();
    private readonly Surroundings _surroundings;
    private readonly Random _random;
    private readonly EffectLog _effects;
    private readonly Dictionary<string, string> _environment;
    private IReadOnlyList<Ledger> _ledgers = [];

    public CrashCourse(Surroundings surroundings, int seed)
    {
        _surroundings = surroundings;
        _random = new Random(seed);
        _effects = new EffectLog(_directory["effects"]);
        _environment = new Dictionary<string, string>(surroundings.Environment, StringComparer.Ordinal)
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location,
            [StartupHook.FileVariable] = _directory["effects"],
        };
    }

    public async Task<string> RunAsync(int rounds)
    {
        Directory.CreateDirectory(_surroundings.Data);
        var half = TimeSpan.FromDays(3.5);
        var tenants = await LoadTenant.CreateAsync(_surroundings.Data, TimeProvider.System.GetUtcNow() - half, Names);
        _ledgers = [.. tenants.Select(t => new Ledger(t, _surroundings.Clock, _surroundings.StorageMayFail))];
        for (var round = 0; round < rounds; round++)
        {
            _surroundings.BeforeStart(_random);
            if (_random.Next(4) == 0)
            {
                await KillWhileItStartsAsync();
            }

            var (server, client) = await StartAsync();
            await using var running = server;
            using var calls = client;
            await CheckAsync(client, everything: false, isFirst: round == 0);
            await LoadAsync(server, client);
        }

        return await FinishAsync();
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return _surroundings.DisposeAsync();
    }

    private ServerProcess Begin()
    {
        var server = ServerProcess.Begin(_surroundings.Data, settings: _environment);
        _surroundings.Started(server.Id);
        return server;
    }

    private async Task KillWhileItStartsAsync()
    {
        await using var server = Begin();
        await Task.Delay(_random.Next(LongestStart));
        await server.KillAsync();
    }

    /// <summary>Starts the server; where it cannot start for now, it says why and ends.</summary>
    private async Task<(ServerProcess Server, ApiClient Client)> StartAsync()
    {
        var server = Begin();
        try
        {
            return (server, await server.ListenAsync());
        }
        catch (InvalidOperationException) when (_surroundings.StorageMayFail)
        {
            await using var ended = server;
            var exitCode = await server.EndAsync();
            Assert.True(exitCode == 1, $"Exit code {exitCode}:\n{server.Output}");
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        _surroundings.Calm();
        return await ServerProcess.ListenAsync(Begin());
    }

    private async Task CheckAsync(ApiClient client, bool everything, bool isFirst = false)
    {
        _surroundings.Calm();
        foreach (var (mine, others) in Pairs().Where(_ => isFirst))
        {
            (await mine.Publications.PublishAsync(client))!.Expect(200);
            Assert.Empty(others.Entries);
        }

        foreach (var (mine, others) in Pairs())
        {
            await new RestartCheck(client, mine, others).CheckAsync(everything);
        }

        _effects.CheckFaults();
    }

    private async Task LoadAsync(ServerProcess server, ApiClient client)
    {
        using var killed = new CancellationTokenSource();
        var drivers = Pairs().SelectMany(p => Enumerable.Range(0, Clients).Select(_ => new LoadDriver(client, p.Mine, p.Others, _random.Next()))).ToList();
        List<Task> running = [.. drivers.Select(d => Task.Run(d.RunAsync, CancellationToken.None))];
        running.Add(_surroundings.DisturbAsync(new Random(_random.Next()), killed.Token));
        await Task.Delay(_random.Next(ShortestLoad, LongestLoad), CancellationToken.None);
        await server.KillAsync();
        await killed.CancelAsync();
        await Task.WhenAll(running);
    }

    private async Task<string> FinishAsync()
    {
        _surroundings.BeforeLastStart();
        var (server, client) = await StartAsync();
        await using var running = server;
        using var calls = client;
        await CheckAsync(client, everything: true);
        await _effects.CheckAsync(_ledgers);
        Assert.Equal(0, await server.StopAsync());
        var (exitCode, said) = await ServerProcess.RunAsync(["check", "--data", _surroundings.Data]);
        Assert.True(exitCode == 0, said);
        return Summary();
    }

    private IEnumerable<(Ledger Mine, Ledger Others)> Pairs() => [(_ledgers[0], _ledgers[1]), (_ledgers[1], _ledgers[0])];

    private string Summary()
    {
        var entries = _ledgers.SelectMany(l => l.Entries).ToList();
        var states = entries.GroupBy(e => e.Newest is { } s ? $"{s.Status}/{s.Execution}" : "never stored", StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Key} {g.Count()}"));
        var answers = entries.SelectMany(e => e.Calls).GroupBy(c => c.Answer is { } a ? (a.Status is 200 or 202 ? "ok" : a.Code) : "no answer", StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Key} {g.Count()}"));
        return string.Create(CultureInfo.InvariantCulture, $"{entries.Count} requests: {string.Join(", ", states)}. Calls: {string.Join(", ", answers)}.");
    }
}
