using System.Diagnostics;
using System.Globalization;

namespace Approvals.Bench;

/// <summary>The engine on a file with many pending requests, next to one on a file with none.</summary>
internal static class Backlog
{
    private const int Callers = 64;
    private const int Due = 1_000;

    public static async Task RunAsync(Settings settings)
    {
        var file = settings.Files["full.db"];
        await FillAsync(file, settings.Pending);
        Report.Line($"Pending requests: {settings.Pending:N0}; the file has {new FileInfo(file).Length / 1e6:N0} MB");
        var start = Stopwatch.GetTimestamp();
        await using (var full = new BenchEngine(file))
        {
            full.Start();
            Report.Line($"Start: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:N0} ms");
            await using var empty = await BenchEngine.NewAsync(settings.Files["empty.db"]);
            await CompareAsync(full, empty, settings);
            await MakeDueAsync(full);
            await MakeDueAsync(empty);
        }

        var many = await SweepAsync(file);
        var few = await SweepAsync(settings.Files["empty.db"]);
        Report.Line($"Due sweep of {Due:N0}: {many:N0} ms; {few:N0} ms on the other file");
        await Alone.StartAsync(file, settings);
    }

    private static async Task FillAsync(string file, int count)
    {
        await using var engine = await BenchEngine.NewAsync(file);
        var rate = await Report.RateAsync(count, () =>
            Report.ByCallersAsync(512, count, i => engine.SubmitAsync(Work.Ask("old", i))));
        await engine.DeliveredAsync(count);
        Report.Line($"Filled at {rate:N0} creations a second");
    }

    private static async Task CompareAsync(BenchEngine full, BenchEngine empty, Settings settings)
    {
        var random = new Random(20_261);
        var count = settings.Operations / 5;
        var old = new HashSet<int>();
        var onFull = new List<double>();
        var onEmpty = new List<double>();
        var reviews = new List<double>();
        for (var round = 0; round <= settings.Rounds; round++)
        {
            var flows = Work.AskMany(string.Create(CultureInfo.InvariantCulture, $"flow-{round}"), count);
            onEmpty.Add(await FlowsAsync(empty, flows));
            onFull.Add(await FlowsAsync(full, flows));
            var chosen = Enumerable.Range(0, count).Select(_ => random.Next(settings.Pending)).Where(old.Add)
                .Select(i => Work.Ask("old", i)).ToArray();
            reviews.Add(await Report.RateAsync(chosen.Length, () =>
                Report.ByCallersAsync(Callers, chosen.Length, i => full.ReviewAsync(chosen[i], Work.Alice))));
        }

        // The first round warms up.
        var ratio = onFull.Zip(onEmpty, (f, e) => f / e).Skip(1).Median();
        Report.Line($"New flows of five calls, {Callers} callers: {onFull.Skip(1).Median():N0} /s; {onEmpty.Skip(1).Median():N0} /s on the other file: {ratio:F2}");
        Report.Line($"Reviews of old requests chosen uniformly, {Callers} callers: {reviews.Skip(1).Median():N0} /s");
    }

    private static async Task<double> FlowsAsync(BenchEngine engine, Core.Requests.Submission[] flows)
    {
        var rate = await Report.RateAsync(flows.Length, () =>
            Report.ByCallersAsync(Callers, flows.Length, i => engine.FlowAsync(flows[i])));
        await engine.DeliveredAsync(2 * flows.Length);
        return rate;
    }

    private static async Task MakeDueAsync(BenchEngine engine)
    {
        await Report.ByCallersAsync(Callers, Due, i => engine.SubmitAsync(Work.Ask("due", i, "payment.urgent")));
        await engine.DeliveredAsync(Due);
    }

    /// <summary>From the start at a time when they are due, until all are told.</summary>
    private static async Task<double> SweepAsync(string file)
    {
        await using var engine = new BenchEngine(file, new LaterTime(TimeSpan.FromMinutes(11)));
        var start = Stopwatch.GetTimestamp();
        engine.Start();
        await engine.DeliveredAsync(Due);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private sealed class LaterTime(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
