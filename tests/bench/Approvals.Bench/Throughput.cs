using System.Globalization;

namespace Approvals.Bench;

/// <summary>Creations and reviews a second at several numbers of callers, as multiples of plain commits.</summary>
internal static class Throughput
{
    private static readonly int[] Callers = [1, 64, 512];

    public static async Task RunAsync(Settings settings)
    {
        await using var engine = await BenchEngine.NewAsync(settings.Files["engine.db"]);
        await WarmUpAsync(engine);
        var rowSize = await engine.SizeAsync(Work.Ask("size", 0));
        using var plain = new PlainSqlite(settings.Files["plain.db"], rowSize);
        plain.Insert(1_000, 1);

        var rates = new Dictionary<string, List<double>>(StringComparer.Ordinal);
        for (var round = 0; round < settings.Rounds; round++)
        {
            foreach (var callers in Callers)
            {
                await MeasureAsync(engine, plain, callers, round, settings, rates);
            }
        }

        Print(rates, rowSize, settings);
    }

    private static async Task WarmUpAsync(BenchEngine engine)
    {
        var submissions = Work.AskMany("warm", 5_000);
        await Report.ByCallersAsync(64, submissions.Length, i => engine.FlowAsync(submissions[i]));
        await engine.SubmitAsync(Work.Ask("size", 0));
        await engine.DeliveredAsync((2 * submissions.Length) + 1);
    }

    private static async Task MeasureAsync(
        BenchEngine engine, PlainSqlite plain, int callers, int round, Settings settings, Dictionary<string, List<double>> rates)
    {
        // One at a time is slow, and says as much with fewer.
        var count = callers == 1 ? settings.Operations / 10 : settings.Operations;
        var single = settings.Operations / 10;
        var submissions = Work.AskMany(string.Create(CultureInfo.InvariantCulture, $"{round}-{callers}"), count);
        async Task AddAsync(string what, int operations, Func<Task> work)
        {
            var key = $"{what} {callers.ToString(CultureInfo.InvariantCulture)}";
            if (!rates.TryGetValue(key, out var list))
            {
                rates.Add(key, list = []);
            }

            list.Add(await Report.RateAsync(operations, work));
        }

        static Task Run(Action action)
        {
            action();
            return Task.CompletedTask;
        }

        await AddAsync("plain insert", single, () => Run(() => plain.Insert(single, 1)));
        await AddAsync("grouped insert", count, () => Run(() => plain.Insert(count, callers)));
        await AddAsync("engine insert", count, () => Report.ByCallersAsync(callers, count, i => engine.SubmitAsync(submissions[i])));
        await engine.DeliveredAsync(count);
        await AddAsync("plain update", single, () => Run(() => plain.Update(single, 1)));
        await AddAsync("grouped update", count, () => Run(() => plain.Update(count, callers)));
        await AddAsync("engine update", 2 * count, () => Report.ByCallersAsync(callers, 2 * count, i =>
            engine.ReviewAsync(submissions[i % count], i < count ? Work.Alice : Work.Bob)));
        await engine.DeliveredAsync(count);
    }

    private static void Print(Dictionary<string, List<double>> rates, int rowSize, Settings settings)
    {
        Report.Line($"Rows of {rowSize} bytes, {settings.Rounds} rounds, medians. A ratio is that of one round.");
        Report.Line($"| | callers | one by one /s | in groups /s | engine /s | engine to one by one | engine to groups |");
        Report.Line($"| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var (kind, name) in new[] { ("insert", "creations"), ("update", "reviews") })
        {
            foreach (var callers in Callers)
            {
                var plain = rates[$"plain {kind} {callers}"];
                var grouped = rates[$"grouped {kind} {callers}"];
                var engine = rates[$"engine {kind} {callers}"];
                var toPlain = engine.Zip(plain, (e, p) => e / p).Median();
                var toGrouped = engine.Zip(grouped, (e, g) => e / g).Median();
                Report.Line($"| {name} | {callers} | {plain.Median():N0} | {grouped.Median():N0} | {engine.Median():N0} | {toPlain:F2} | {toGrouped:F2} |");
            }
        }
    }
}
