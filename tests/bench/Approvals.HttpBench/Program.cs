using System.CommandLine;
using System.Globalization;
using Approvals.HttpBench;

var serve = new Option<DirectoryInfo?>("--serve") { Description = "Runs the server alone, until its standard input ends." };
var rounds = new Option<int>("--rounds") { Description = "Alternating rounds; medians are printed.", DefaultValueFactory = _ => 5 };
var seconds = new Option<int>("--seconds") { Description = "How long each takes.", DefaultValueFactory = _ => 10 };
var directory = new Option<DirectoryInfo>("--directory")
{
    Description = "Where the files stand while it runs.",
    DefaultValueFactory = _ => new DirectoryInfo(Directory.GetCurrentDirectory()),
};
var root = new RootCommand("The HTTP front end under wrk, next to an endpoint that does nothing.") { serve, rounds, seconds, directory };
root.SetAction((result, _) => result.GetValue(serve) is { } alone
    ? BenchServer.RunAsync(alone)
    : CompareAsync(result.GetValue(directory)!, result.GetValue(rounds), result.GetValue(seconds)));
return await root.Parse(args).InvokeAsync();

static async Task CompareAsync(DirectoryInfo parent, int rounds, int seconds)
{
    var files = parent.CreateSubdirectory($"http-bench-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}");
    try
    {
        using var load = await Load.StartAsync(files);
        // The first round warms up.
        var all = new List<(Measurement Empty, Measurement Allowed, Measurement Flows)>();
        for (var round = 0; round <= rounds; round++)
        {
            all.Add((await load.EmptyAsync(seconds), await load.AllowedAsync(seconds), await load.FlowsAsync(seconds)));
        }

        all.RemoveAt(0);
        var empty = Median(all.Select(r => r.Empty.PerSecond));
        Print("an endpoint that does nothing", empty, 1, Median(all.Select(r => r.Empty.P99)), 1);
        Print(
            "an allowed action",
            Median(all.Select(r => r.Allowed.PerSecond)),
            Median(all.Select(r => r.Allowed.PerSecond / r.Empty.PerSecond)),
            Median(all.Select(r => r.Allowed.P99)),
            Median(all.Select(r => r.Allowed.P99 / r.Empty.P99)));
        Print(
            "a flow of five calls",
            Median(all.Select(r => r.Flows.PerSecond)),
            Median(all.Select(r => r.Flows.PerSecond / r.Empty.PerSecond)),
            Median(all.Select(r => r.Flows.P99)),
            Median(all.Select(r => r.Flows.P99 / r.Empty.P99)));
    }
    finally
    {
        files.Delete(recursive: true);
    }
}

static void Print(string what, double perSecond, double ratio, double p99, double p99Ratio) => Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"| {what} | {perSecond:N0} /s | {ratio:F3} | {p99:F2} ms | {p99Ratio:F1} |"));

static double Median(IEnumerable<double> values)
{
    var sorted = values.Order().ToArray();
    return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
}
