using System.Globalization;
using Approvals.HttpBench;

namespace Approvals.ClusterBench;

/// <summary>
/// Creations and whole flows through one gateway, by a cluster of one silo and by a cluster of two in turn, next to
/// pgbench: what the machine does from one minute to the next, it does to all of them.
/// </summary>
internal static class RateBench
{
    public static async Task RunAsync(Bench one, Bench two, int rounds, int seconds, int warmUp)
    {
        await one.StartAsync(silos: 1);
        await two.StartAsync(silos: 2);
        await WarmUpAsync(one, warmUp);
        await WarmUpAsync(two, warmUp);
        await one.PgBench.PrepareAsync();
        await two.PgBench.PrepareAsync();
        var (alone, both) = (new List<Round>(), new List<Round>());
        for (var round = 0; round < rounds; round++)
        {
            // Each has its own database, and neither always the other's writes behind it.
            foreach (var (bench, measured) in round % 2 == 0 ? new[] { (one, alone), (two, both) } : [(two, both), (one, alone)])
            {
                measured.Add(new Round(
                    await bench.PgBench.RunAsync(seconds), await bench.CreationsAsync(seconds), await bench.Wrk.FlowsAsync(seconds)));
            }

            Tell(alone[^1], both[^1]);
        }

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

    private static void Tell(Round alone, Round both) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"  pgbench {alone.PgBench.PerSecond:N0} and {both.PgBench.PerSecond:N0} /s, creations {alone.Creations.PerSecond:N0} and {both.Creations.PerSecond:N0} /s, flows {alone.Flows.PerSecond:N0} and {both.Flows.PerSecond:N0} /s"));

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
