using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Approvals.Cluster.Tests.Faults;

/// <summary>A node in a process of its own, as an operator starts it.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(90);

    private static readonly HttpClient Http = new();

    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly ConcurrentQueue<string> _output = new();
    private Process _process;

    private NodeProcess(IReadOnlyDictionary<string, string> settings)
    {
        _settings = settings;
        Address = new Uri(settings["ASPNETCORE_URLS"]);
        _process = Launch();
    }

    public Uri Address { get; }

    public bool HasExited => _process.HasExited;

    /// <summary>The last of what it said.</summary>
    public string Output => string.Join('\n', _output.TakeLast(40));

    /// <summary>Starts the node and waits until it is ready.</summary>
    public static async Task<NodeProcess> StartAsync(IReadOnlyDictionary<string, string> settings)
    {
        var node = new NodeProcess(settings);
        await node.UntilReadyAsync();
        return node;
    }

    /// <summary>Starts it again, after its end.</summary>
    public async Task StartAgainAsync()
    {
        _process.Dispose();
        _process = Launch();
        await UntilReadyAsync();
    }

    /// <summary>SIGKILL: the process has no say in it.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM; its exit code.</summary>
    public async Task<int> StopAsync()
    {
        await SignalAsync("TERM");
        await _process.WaitForExitAsync().WaitAsync(StartTime);
        return _process.ExitCode;
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public async Task UntilExitedAsync()
    {
        using var limit = new CancellationTokenSource(StartTime);
        await _process.WaitForExitAsync(limit.Token);
    }

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async Task UntilReadyAsync()
    {
        using var limit = new CancellationTokenSource(StartTime);
        while (!await IsReadyAsync())
        {
            Assert.False(_process.HasExited, $"The node ended:\n{Output}");
            Assert.False(limit.IsCancellationRequested, $"The node is not ready:\n{Output}");
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    public async Task UntilNotReadyAsync()
    {
        using var limit = new CancellationTokenSource(StartTime);
        while (await IsReadyAsync())
        {
            Assert.False(limit.IsCancellationRequested, $"The node stays ready:\n{Output}");
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            using var answer = await Http.GetAsync(new Uri(Address, "/health/ready"), limit.Token);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private Process Launch()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Approvals.Silo.dll")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        start.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        foreach (var (name, value) in _settings)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }
}
