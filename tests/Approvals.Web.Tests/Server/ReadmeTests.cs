using System.Diagnostics;
using System.Text.RegularExpressions;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Server;

/// <summary>Runs the README's lines as they stand there, and holds what it shows against what comes out.</summary>
public sealed partial class ReadmeTests
{
    private const string Address = "http://127.0.0.1:8080";

    [Fact]
    public async Task FirstRequest_ShowsWhatTheReadmeShows()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/curl"), "There is no curl on this machine.");
        using var directory = new TemporaryDirectory();
        var (server, client) = await ServerProcess.StartAsync(directory["data"]);
        await using var running = server;
        using var calls = client;
        var blocks = Block().Matches(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md")));
        var commands = blocks.Where(b => b.Groups["language"].Value == "sh").Select(b => b.Groups["text"].Value);
        var shown = blocks.SkipWhile(b => b.Groups["language"].Value != "sh")
            .Where(b => b.Groups["language"].Value != "sh").Select(b => b.Groups["text"].Value);
        var script = string.Join("echo\n", commands)
            .Replace(Address, client.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
        Assert.Equal(Normalize(string.Concat(shown)), Normalize(await RunAsync(script, directory.Path)));
    }

    private static async Task<string> RunAsync(string script, string directory)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-euc", script])
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var output = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        Assert.Equal(0, bash.ExitCode);
        return output;
    }

    /// <summary>What differs from run to run stands for itself; the lines are what is compared.</summary>
    private static string Normalize(string text)
    {
        text = Time().Replace(text, "TIME");
        text = RequestId().Replace(text, "REQUEST");
        text = Permit().Replace(text, "PERMIT");
        text = ReceiptHash().Replace(text, "HASH");
        return string.Join('\n', text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Block();

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2}T[\d:.]+Z", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Time();

    [GeneratedRegex("req_[0-9A-Z]{26}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex RequestId();

    [GeneratedRegex(@"eyJ[\w-]+\.[\w-]+\.[\w-]+", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Permit();

    /// <summary>The receipt's own hash, and what sha256sum says of it.</summary>
    [GeneratedRegex("""(?<=v1","hash":"sha256:)[0-9a-f]{64}|^[0-9a-f]{64}(?=  -$)""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex ReceiptHash();
}
