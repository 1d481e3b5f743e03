using System.Diagnostics;
using System.Globalization;

namespace Approvals.HttpBench;

/// <summary>The server in a process of its own, and wrk against it.</summary>
internal sealed class Load : IDisposable
{
    private const int Connections = 64;

    private readonly Process _server;
    private readonly Dictionary<string, string> _credentials;
    private readonly string _address;

    private Load(Process server, string[] said)
    {
        _server = server;
        _address = said[0];
        _credentials = new(StringComparer.Ordinal) { ["AGENT_KEY"] = said[1], ["EXECUTOR_KEY"] = said[2], ["PERSON_TOKEN"] = said[3] };
    }

    public static async Task<Load> StartAsync(DirectoryInfo directory)
    {
        var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Environment.GetCommandLineArgs()[0], "--serve", directory.FullName])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var said = await server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
        return new Load(server, said.Split(' '));
    }

    public Task<Measurement> EmptyAsync(int seconds) => RunAsync(seconds, threads: 1, BenchServer.Empty);

    public Task<Measurement> AllowedAsync(int seconds) => RunAsync(seconds, threads: 1, "/v1/actions", "allowed.lua");

    /// <summary>Five calls make a flow.</summary>
    public async Task<Measurement> FlowsAsync(int seconds)
    {
        var calls = await RunAsync(seconds, threads: Connections, "/", "flow.lua");
        return calls with { PerSecond = calls.PerSecond / 5 };
    }

    /// <summary>The processor time that the server has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _server.Refresh();
            return _server.TotalProcessorTime;
        }
    }

    public void Dispose()
    {
        _server.StandardInput.Close();
        _server.WaitForExit();
        _server.Dispose();
    }

    private async Task<Measurement> RunAsync(int seconds, int threads, string path, string? script = null)
    {
        string[] arguments =
        [
            "--latency", "--timeout", "60s",
            "-t", threads.ToString(CultureInfo.InvariantCulture),
            "-c", Connections.ToString(CultureInfo.InvariantCulture),
            "-d", $"{seconds.ToString(CultureInfo.InvariantCulture)}s",
            .. script is null ? [] : new[] { "-s", Path.Combine(AppContext.BaseDirectory, "Scripts", script) },
            _address + path,
        ];
        var start = new ProcessStartInfo("wrk", arguments) { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var (name, value) in _credentials)
        {
            start.Environment[name] = value;
        }

        using var wrk = Process.Start(start)!;
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        return Measurement.Read(output);
    }
}
