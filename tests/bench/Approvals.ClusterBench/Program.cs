using System.CommandLine;
using System.Globalization;
using Approvals.ClusterBench;

var rounds = new Option<int>("--rounds") { Description = "Rounds of each; medians are printed.", DefaultValueFactory = _ => 5 };
var seconds = new Option<int>("--seconds") { Description = "How long each takes.", DefaultValueFactory = _ => 10 };
var warmUp = new Option<int>("--warm-up") { Description = "How long each is called before that.", DefaultValueFactory = _ => 60 };
var port = new Option<int>("--port") { Description = "The first of the cluster's ports.", DefaultValueFactory = _ => 15_600 };
var directory = new Option<DirectoryInfo>("--directory")
{
    Description = "Where the cluster's files stand while it runs.",
    DefaultValueFactory = _ => new DirectoryInfo(Directory.GetCurrentDirectory()),
};
var counts = new Option<int[]>("--counts")
{
    Description = "How many requests wait, one after the other.",
    DefaultValueFactory = _ => [1_000, 10_000, 100_000],
    AllowMultipleArgumentsPerToken = true,
};
var pending = new Command("pending", "What it costs that many requests wait, and a third silo that joins then.") { counts, port, directory, seconds };
pending.SetAction((result, _) => WithClusterAsync(
    result.GetValue(directory)!, result.GetValue(port), bench => PendingBench.RunAsync(bench, result.GetValue(counts)!, result.GetValue(seconds))));
var root = new RootCommand("The cluster under wrk, next to pgbench with the same statements.") { rounds, seconds, warmUp, port, directory, pending };
root.SetAction((result, _) => WithClusterAsync(
    result.GetValue(directory)!,
    result.GetValue(port),
    bench => RateBench.RunAsync(bench, result.GetValue(rounds), result.GetValue(seconds), result.GetValue(warmUp))));
return await root.Parse(args).InvokeAsync();

static async Task WithClusterAsync(DirectoryInfo parent, int port, Func<Bench, Task> run)
{
    var files = parent.CreateSubdirectory($"cluster-bench-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}");
    var bench = new Bench(files, port);
    try
    {
        await run(bench);
    }
    finally
    {
        await bench.DisposeAsync();
        files.Delete(recursive: true);
    }
}
