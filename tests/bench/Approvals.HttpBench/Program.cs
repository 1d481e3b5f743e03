using System.CommandLine;
using System.Globalization;
using Approvals.HttpBench;

var serve = new Option<DirectoryInfo?>("--serve") { Description = "Runs the server alone, until its standard input ends." };
var rounds = new Option<int>("--rounds") { Description = "Alternating rounds; medians are printed.", DefaultValueFactory = _ => 5 };
var seconds = new Option<int>("--seconds") { Description = "How long each takes.", DefaultValueFactory = _ => 10 };
var warmUp = new Option<int>("--warm-up")
{
    Description = "How long each is called before that: the runtime compiles what is called often anew, for some half a minute of calls.",
    DefaultValueFactory = _ => 30,
};
var directory = new Option<DirectoryInfo>("--directory")
{
    Description = "Where the files stand while it runs.",
    DefaultValueFactory = _ => new DirectoryInfo(Directory.GetCurrentDirectory()),
};
var root = new RootCommand("The HTTP front end under wrk, next to an endpoint that does nothing.") { serve, rounds, seconds, warmUp, directory };
root.SetAction((result, _) => result.GetValue(serve) is { } alone
    ? BenchServer.RunAsync(alone)
    : CompareAsync(result.GetValue(directory)!, result.GetValue(rounds), result.GetValue(seconds), result.GetValue(warmUp)));
return await root.Parse(args).InvokeAsync();

static async Task CompareAsync(DirectoryInfo parent, int rounds, int seconds, int warmUp)
{
    var files = parent.CreateSubdirectory($"http-bench-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}");
    try
    {
        using var load = await Load.StartAsync(files);
        await RoundAsync(load, warmUp);
        var all = new List<(Measurement Empty, Measurement Allowed, Measurement Flows)>();
        for (var round = 0; round < rounds; round++)
        {
            all.Add(await RoundAsync(load, seconds));
        }

        var (empty, allowed, flows) = (Medians(all.Select(r => r.Empty)), Medians(all.Select(r => r.Allowed)), Medians(all.Select(r => r.Flows)));
        Print("an endpoint that does nothing", empty, empty);
        Print("an allowed action", allowed, empty);
        Print("a flow of five calls", flows, empty);
    }
    finally
    {
        files.Delete(recursive: true);
    }
}

static async Task<(Measurement Empty, Measurement Allowed, Measurement Flows)> RoundAsync(Load load, int seconds) =>
    (await load.EmptyAsync(seconds), await load.AllowedAsync(seconds), await load.FlowsAsync(seconds));

static Measurement Medians(IEnumerable<Measurement> rounds) =>
    new(Median(rounds.Select(r => r.PerSecond)), Median(rounds.Select(r => r.P99)), FlowP99: 0);

static void Print(string what, Measurement medians, Measurement empty) => Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"| {what} | {medians.PerSecond:N0} /s | {medians.PerSecond / empty.PerSecond:F3} | {medians.P99:F2} ms | {medians.P99 / empty.P99:F1} |"));

static double Median(IEnumerable<double> values)
{
    var sorted = values.Order().ToArray();
    return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
}
