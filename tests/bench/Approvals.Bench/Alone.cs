using System.Diagnostics;
using System.Globalization;

namespace Approvals.Bench;

/// <summary>One engine in a process of its own, on a file with many pending requests: what memory it comes to.</summary>
internal static class Alone
{
    private const int Callers = 64;

    /// <summary>Runs it in a new process, whose output is this one's.</summary>
    public static async Task StartAsync(string file, Settings settings)
    {
        string[] arguments =
        [
            Environment.GetCommandLineArgs()[0],
            "--alone", file,
            "--operations", settings.Operations.ToString(CultureInfo.InvariantCulture),
            "--pending", settings.Pending.ToString(CultureInfo.InvariantCulture),
        ];
        using var process = Process.Start(Environment.ProcessPath!, arguments);
        await process.WaitForExitAsync();
    }

    public static async Task RunAsync(string file, int operations, int pending)
    {
        await using var engine = new BenchEngine(file);
        engine.Start();
        var flows = Work.AskMany("alone", operations);
        await Report.ByCallersAsync(Callers, flows.Length, i => engine.FlowAsync(flows[i]));
        var random = new Random(20_262);
        var chosen = Enumerable.Range(0, operations).Select(_ => random.Next(pending)).Distinct().ToArray();
        await Report.ByCallersAsync(Callers, chosen.Length, i => engine.ReviewAsync(Work.Ask("old", chosen[i]), Work.Bob));
        using var process = Process.GetCurrentProcess();
        Report.Line($"Memory of one engine alone, {operations:N0} flows and reviews of old requests later: {process.PeakWorkingSet64 / 1e6:N0} MB at the most");
    }
}
