using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Approvals.Bench.Policies;

/// <summary>What an engine of Node needs for an evaluation, and how many rules applied to each action.</summary>
internal sealed record PeerTime(string Name, double Nanoseconds, IReadOnlyList<int> Applied);

/// <summary>Runs the engines of <c>tests/bench/Node</c> on a sample.</summary>
internal sealed class NodePeers(DirectoryInfo script, ScratchFiles files)
{
    public async Task<IReadOnlyList<PeerTime>> MeasureAsync(RuleSample sample, double seconds)
    {
        var file = files["sample.json"];
        await File.WriteAllTextAsync(file, sample.ToJson());
        var start = new ProcessStartInfo("node", ["peers.mjs", file, seconds.ToString(CultureInfo.InvariantCulture)])
        {
            WorkingDirectory = script.FullName,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var node = Process.Start(start) ?? throw new InvalidOperationException("node does not start.");
        var output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        return node.ExitCode == 0
            ? [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read)]
            : throw new InvalidOperationException("The engines of Node did not run; install them with npm ci in tests/bench/Node.");
    }

    private static PeerTime Read(string line) => JsonSerializer.Deserialize(line, SampleJson.Default.PeerTime)
        ?? throw new InvalidOperationException($"'{line}' is no time.");
}
