using System.Diagnostics;
using System.Text.Json;

namespace Approvals.Channels.Tests.Fixture;

/// <summary>What others made for the same signatures, from npm, in a process of Node's where it stands.</summary>
internal static class ReferenceLibrary
{
    private static readonly string Folder = FindFolder();

    public static bool IsInstalled =>
        Array.TrueForAll(["standardwebhooks", "twilio", "@slack/bolt"], package => Directory.Exists(Path.Combine(Folder, "node_modules", package)));

    /// <summary>Has the specification's library verify a webhook.</summary>
    /// <returns>What Node ended with, the event as the library reads it, and what it has against it.</returns>
    public static Task<(int ExitCode, string Output, string Error)> VerifyAsync(string secret, IReadOnlyDictionary<string, string> headers, string body) =>
        RunAsync("verify.mjs", new { secret, headers, body });

    /// <summary>Has Slack's framework verify a call.</summary>
    public static Task<(int ExitCode, string Output, string Error)> VerifySlackAsync(string secret, string timestamp, string signature, string body) =>
        RunAsync("slack.mjs", new { secret, timestamp, signature, body });

    /// <summary>Has Twilio's library sign a call.</summary>
    public static async Task<string> SignAsTwilioAsync(string token, string url, IReadOnlyDictionary<string, string> parameters)
    {
        var (exitCode, output, error) = await RunAsync("twilio.mjs", new { token, url, parameters });
        Assert.True(exitCode == 0, error);
        return output;
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(string script, object input)
    {
        var start = new ProcessStartInfo("node", script)
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(input));
        node.StandardInput.Close();
        var (output, error) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync().InTime();
        return (node.ExitCode, await output, await error);
    }

    private static string FindFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "OrleansApprovals.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not stand in the repository.");
        }

        return Path.Combine(folder.FullName, "tests", "Approvals.Channels.Tests", "Node");
    }
}
