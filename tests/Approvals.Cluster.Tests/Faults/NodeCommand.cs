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

    /// <summary>Starts a node that does not come up; its exit code, and what it says on standard error.</summary>
    public static async Task<(int ExitCode, string Errors)> FailToStartAsync(IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Approvals.Silo.dll")])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync().InTime();
        await process.WaitForExitAsync().InTime();
        return (process.ExitCode, errors);
    }
}
