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
pending.SetAction((result, _) => WithClustersAsync(
    result.GetValue(directory)!,
    result.GetValue(port),
    clusters => PendingBench.RunAsync(clusters(), result.GetValue(counts)!, result.GetValue(seconds))));
var root = new RootCommand("The cluster under wrk, next to pgbench with the same statements.") { rounds, seconds, warmUp, port, directory, pending };
root.SetAction((result, _) => WithClustersAsync(
    result.GetValue(directory)!,
    result.GetValue(port),
    clusters => RateBench.RunAsync(clusters(), clusters(), result.GetValue(rounds), result.GetValue(seconds), result.GetValue(warmUp))));
return await root.Parse(args).InvokeAsync();

static async Task WithClustersAsync(DirectoryInfo parent, int port, Func<Func<Bench>, Task> run)
{
    const int PortsOfOne = 40;
    var clusters = new List<Bench>();
    var files = parent.CreateSubdirectory($"cluster-bench-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}");
    try
    {
        await run(() =>
        {
            var n = clusters.Count;
            clusters.Add(new Bench(files.CreateSubdirectory(n.ToString(CultureInfo.InvariantCulture)), port + (n * PortsOfOne)));
            return clusters[n];
        });
    }
    finally
    {
        foreach (var cluster in clusters)
        {
            await cluster.DisposeAsync();
        }

        files.Delete(recursive: true);
    }
}
