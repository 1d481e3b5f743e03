using System.Globalization;
using Approvals.HttpBench;

namespace Approvals.ClusterBench;

/// <summary>Creations and whole flows through one gateway, next to pgbench; by one silo, by two, and by one again.</summary>
internal static class RateBench
{
    public static async Task RunAsync(Bench bench, int rounds, int seconds, int warmUp)
    {
        await bench.StartAsync(silos: 1);
        await WarmUpAsync(bench, warmUp);
        await bench.PgBench.PrepareAsync();
        var alone = await RoundsAsync(bench, rounds, seconds);
        await bench.Cluster.AddSiloAsync();
        await WarmUpAsync(bench, warmUp);
        var both = await RoundsAsync(bench, rounds, seconds);
        await bench.Cluster.RemoveSiloAsync();
        await WarmUpAsync(bench, seconds);
        alone.AddRange(await RoundsAsync(bench, rounds, seconds));
        Print("one silo", alone);
        Print("two silos", both);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"two silos to one: creations {Rate(both, r => r.Creations) / Rate(alone, r => r.Creations):F2}, flows {Rate(both, r => r.Flows) / Rate(alone, r => r.Flows):F2}"));
    }

    private static async Task WarmUpAsync(Bench bench, int seconds)
    {
        await bench.CreationsAsync(seconds);
        await bench.Wrk.FlowsAsync(seconds);
    }

    private static async Task<List<Round>> RoundsAsync(Bench bench, int rounds, int seconds)
    {
        var all = new List<Round>();
        for (var round = 0; round < rounds; round++)
        {
            var measured = await RoundAsync(bench, seconds);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  pgbench {measured.PgBench.PerSecond:N0} /s, creations {measured.Creations.PerSecond:N0} /s, flows {measured.Flows.PerSecond:N0} /s"));
            all.Add(measured);
        }

        return all;
    }

    private static async Task<Round> RoundAsync(Bench bench, int seconds) => new(
        await bench.PgBench.RunAsync(seconds), await bench.CreationsAsync(seconds), await bench.Wrk.FlowsAsync(seconds));

    private static void Print(string silos, List<Round> rounds)
    {
        var (pgbench, p99) = (Rate(rounds, r => r.PgBench), Median(rounds, r => r.PgBench.P99));
        var (creations, flows) = (Rate(rounds, r => r.Creations), Rate(rounds, r => r.Flows));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{silos}:"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| pgbench | {pgbench:N0} /s | 1 | {p99:F1} ms | 1 |"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| creations | {creations:N0} /s | {creations / pgbench:F2} | {Median(rounds, r => r.Creations.P99):F1} ms | {Median(rounds, r => r.Creations.P99) / p99:F1} |"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| flows of five calls | {flows:N0} /s | {flows / pgbench:F2} | {Median(rounds, r => r.Flows.FlowP99):F1} ms, a call {Median(rounds, r => r.Flows.P99):F1} | {Median(rounds, r => r.Flows.FlowP99) / p99:F1} |"));
    }

    private static double Rate(List<Round> rounds, Func<Round, Measurement> of) => Median(rounds, r => of(r).PerSecond);

    private static double Median(List<Round> rounds, Func<Round, double> of)
    {
        var sorted = rounds.Select(of).Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private sealed record Round(Measurement PgBench, Measurement Creations, Measurement Flows);
}
