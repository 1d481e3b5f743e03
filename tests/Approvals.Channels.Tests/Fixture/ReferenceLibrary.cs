using System.Diagnostics;
using System.Text.Json;

namespace Approvals.Channels.Tests.Fixture;

/// <summary>The specification's own library for JavaScript, from npm, in a process of Node's.</summary>
internal static class ReferenceLibrary
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Node");

    public static bool IsInstalled => Directory.Exists(Path.Combine(Folder, "node_modules/standardwebhooks"));

    /// <summary>Has the library verify a webhook.</summary>
    /// <returns>What Node ended with, the event as the library reads it, and what it has against it.</returns>
    public static async Task<(int ExitCode, string Output, string Error)> VerifyAsync(
        string secret, IReadOnlyDictionary<string, string> headers, string body)
    {
        var start = new ProcessStartInfo("node", "verify.mjs")
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(new { secret, headers, body }));
        node.StandardInput.Close();
        var (output, error) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync().InTime();
        return (node.ExitCode, await output, await error);
    }
}
