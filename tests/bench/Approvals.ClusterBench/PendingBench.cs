using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Approvals.ClusterBench;

/// <summary>Requests that wait, with their reminders: what they cost two silos, and a third that joins.</summary>
internal static class PendingBench
{
    public static async Task RunAsync(Bench bench, int[] counts, int seconds)
    {
        await bench.StartAsync(silos: 2);
        await bench.Wrk.FlowsAsync(4 * seconds);
        foreach (var count in counts.Order())
        {
            await FillAsync(bench, count);
            var flows = await bench.Wrk.FlowsAsync(seconds);
            await PrintAsync(bench, string.Create(
                CultureInfo.InvariantCulture, $"{flows.PerSecond:N0} flows /s, p99 of one {flows.FlowP99:F0} ms"));
        }

        var began = Stopwatch.GetTimestamp();
        await bench.Cluster.AddSiloAsync();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"a third silo is ready after {Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s"));
        await PrintAsync(bench, "at once");
        var after = await bench.Wrk.FlowsAsync(seconds);
        await PrintAsync(bench, string.Create(CultureInfo.InvariantCulture, $"{after.PerSecond:N0} flows /s, p99 of one {after.FlowP99:F0} ms"));
    }

    private static async Task FillAsync(Bench bench, int count)
    {
        while (await CountAsync(bench) < count)
        {
            var creations = await bench.CreationsAsync(10);
            await PrintAsync(bench, string.Create(CultureInfo.InvariantCulture, $"{creations.PerSecond:N0} creations /s"));
        }
    }

    private static async Task PrintAsync(Bench bench, string what)
    {
        var memory = string.Join(", ", bench.Cluster.MemoryOfSilos().Select(m => m.ToString("F0", CultureInfo.InvariantCulture)));
        var count = await CountAsync(bench);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count:N0} wait: {what}; silos have {memory} MB"));
    }

    /// <summary>Requests that wait and have a reminder.</summary>
    private static async Task<long> CountAsync(Bench bench)
    {
        await using var source = NpgsqlDataSource.Create(bench.Cluster.Database);
        await using var command = source.CreateCommand("SELECT least((SELECT count(*) FROM requests WHERE status = 'pending'), (SELECT count(*) FROM reminders))");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
