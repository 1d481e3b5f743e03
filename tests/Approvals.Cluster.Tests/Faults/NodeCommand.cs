using System.Diagnostics;

namespace Approvals.Cluster.Tests.Faults;

/// <summary>Runs the node's program to its end.</summary>
internal static class NodeCommand
{
    public static async Task RunAsync(params string[] arguments)
    {
        using var process = Process.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "Approvals.Silo.dll"), .. arguments]);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
