using System.Diagnostics;
using System.Globalization;

namespace Approvals.HttpBench;

/// <summary>Debian's <c>wrk</c>, with a script of ours.</summary>
/// <param name="address">The server's.</param>
/// <param name="credentials">By the name of the variable that the scripts read.</param>
internal sealed class Wrk(string address, IReadOnlyDictionary<string, string> credentials)
{
    private const int Connections = 64;

    /// <summary>64 connections for so long.</summary>
    /// <param name="seconds">How long.</param>
    /// <param name="threads">As many as connections where an answer belongs to the call before it.</param>
    /// <param name="path">What is called, unless the script says so.</param>
    /// <param name="script">Its name.</param>
    public async Task<Measurement> RunAsync(int seconds, int threads, string path, string? script = null)
    {
        string[] arguments =
        [
            "--latency", "--timeout", "60s",
            "-t", threads.ToString(CultureInfo.InvariantCulture),
            "-c", Connections.ToString(CultureInfo.InvariantCulture),
            "-d", $"{seconds.ToString(CultureInfo.InvariantCulture)}s",
            .. script is null ? [] : new[] { "-s", Path.Combine(AppContext.BaseDirectory, "Scripts", script) },
            address + path,
        ];
        var start = new ProcessStartInfo("wrk", arguments) { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var (name, value) in credentials)
        {
            start.Environment[name] = value;
        }

        using var wrk = Process.Start(start)!;
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        return Measurement.Read(output);
    }

    /// <summary>One connection each, five calls a flow.</summary>
    public async Task<Measurement> FlowsAsync(int seconds)
    {
        var calls = await RunAsync(seconds, threads: Connections, "/", "flow.lua");
        return calls with { PerSecond = calls.PerSecond / 5 };
    }
}
