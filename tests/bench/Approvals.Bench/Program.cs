using System.CommandLine;
using Approvals.Bench;
using Approvals.Bench.Policies;

var rounds = new Option<int>("--rounds") { Description = "Alternating rounds; medians are printed.", DefaultValueFactory = _ => 5 };
var operations = new Option<int>("--operations") { Description = "Of each kind in a round.", DefaultValueFactory = _ => 20_000 };
var pending = new Option<int>("--pending") { Description = "Pending requests in the file; 0 leaves that part out.", DefaultValueFactory = _ => 0 };
var directory = new Option<DirectoryInfo>("--directory")
{
    Description = "Where the files stand while it runs: on the disk that is to be measured.",
    DefaultValueFactory = _ => new DirectoryInfo(Directory.GetCurrentDirectory()),
};
var root = new RootCommand("The embedded engine next to plain SQLite.") { rounds, operations, pending, directory };
root.SetAction(async (result, _) =>
{
    using var files = new ScratchFiles(result.GetValue(directory)!);
    var settings = new Settings(files, result.GetValue(rounds), result.GetValue(operations), result.GetValue(pending));
    if (settings.Pending == 0)
    {
        await Throughput.RunAsync(settings);
        await Latency.RunAsync(settings);
    }
    else
    {
        await Backlog.RunAsync(settings);
    }
});

var seconds = new Option<double>("--seconds") { Description = "For each time that is taken.", DefaultValueFactory = _ => 0.5 };
var node = new Option<DirectoryInfo>("--node")
{
    Description = "Where the engines of Node are installed.",
    DefaultValueFactory = _ => new DirectoryInfo("tests/bench/Node"),
};
var policies = new Command("policies", "The policy evaluator next to a naive one and to engines of Node.") { rounds, seconds, node, directory };
policies.SetAction(async (result, _) =>
{
    using var files = new ScratchFiles(result.GetValue(directory)!);
    var peers = new NodePeers(result.GetValue(node)!, files);
    await new PolicyComparison(result.GetValue(rounds), result.GetValue(seconds), peers).RunAsync();
});
root.Add(policies);
return await root.Parse(args).InvokeAsync();
