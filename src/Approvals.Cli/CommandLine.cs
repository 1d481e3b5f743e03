using System.CommandLine;
using System.CommandLine.Invocation;
using Approvals.Cli.Output;
using Approvals.Cli.Policies;

namespace Approvals.Cli;

/// <summary>The command line of <c>approvals</c>.</summary>
internal static class CommandLine
{
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var result = new RootCommand("Approvals for AI agents, from the terminal.") { PolicyCommands.Create() }.Parse(args);
        var code = await result.InvokeAsync();
        return result.Action is ParseErrorAction ? (int)ExitCode.Usage : code;
    }

    /// <summary>Runs a command on a screen of its own.</summary>
    public static async Task<int> RunAsync(Func<Screen, Task> command)
    {
        var screen = new Screen();
        await command(screen);
        return (int)screen.ExitCode;
    }
}
