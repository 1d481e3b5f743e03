using System.Diagnostics;
using System.Globalization;

namespace Approvals.Cluster.Tests.Faults;

/// <summary>The cluster without containers, as an operator tries it.</summary>
public sealed class LocalClusterTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("approvals-local-");
    private readonly int _port = FreePorts.Take(1)[0];

    [Fact]
    public async Task LocalCluster_StartsGrowsServesAndStops()
    {
        try
        {
            Assert.Contains("gateway: http://127.0.0.1", await RunAsync("start", "1"), StringComparison.Ordinal);
            Assert.Contains("silo 2: ", await RunAsync("add"), StringComparison.Ordinal);
            Assert.Contains("apk_", await RunAsync("tenant", "acme"), StringComparison.Ordinal);
            var status = await RunAsync("status");
            Assert.All(["postgres", "silo-1", "silo-2", "gateway"], name => Assert.Contains($"{name} runs", status, StringComparison.Ordinal));
        }
        finally
        {
            await RunAsync("stop");
        }

        Assert.Empty(_directory.GetFiles("*.pid"));
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static string FindRoot(string directory) => File.Exists(Path.Combine(directory, "OrleansApprovals.sln"))
        ? directory
        : FindRoot(Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("The tests run outside the repository."));

    private async Task<string> RunAsync(params string[] arguments)
    {
        var script = Path.Combine(FindRoot(AppContext.BaseDirectory), "deploy", "local-cluster", "cluster");
        var start = new ProcessStartInfo("bash", [script, .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["CLUSTER_DIR"] = _directory.FullName;
        start.Environment["CLUSTER_PORT"] = _port.ToString(CultureInfo.InvariantCulture);
        start.Environment["NODE_DLL"] = Path.Combine(AppContext.BaseDirectory, "Approvals.Silo.dll");
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', arguments)}: {output}");
        return output;
    }
}
