using System.Diagnostics;

namespace Approvals.Bench;

/// <summary>How long one caller waits who is alone, next to one plain commit: the two take turns.</summary>
internal static class Latency
{
    public static async Task RunAsync(Settings settings)
    {
        await using var engine = await BenchEngine.NewAsync(settings.Files["latency.db"]);
        var count = settings.Operations / 10 * settings.Rounds;
        var submissions = Work.AskMany("alone", count);
        await engine.SubmitAsync(submissions[0]);
        using var plain = new PlainSqlite(settings.Files["latency-plain.db"], await engine.SizeAsync(submissions[0]));
        var waits = new List<double>(count);
        var commits = new List<double>(count);
        for (var i = 1; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            plain.Insert(1, 1);
            var between = Stopwatch.GetTimestamp();
            await engine.SubmitAsync(submissions[i]);
            var end = Stopwatch.GetTimestamp();
            commits.Add(Stopwatch.GetElapsedTime(start, between).TotalMicroseconds);
            waits.Add(Stopwatch.GetElapsedTime(between, end).TotalMicroseconds);
        }

        var ratio = waits.Median() / commits.Median();
        Report.Line($"One caller alone: {waits.Median():N0} µs, a plain commit {commits.Median():N0} µs: {ratio:F2}");
    }
}
