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
        // What nobody foresaw ends the process, and is none of the exit codes.
        var code = await result.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        return result.Action is ParseErrorAction ? (int)ExitCode.Usage : code;
    }

    /// <summary>Runs a command on a screen of its own.</summary>
    public static async Task<int> RunAsync(Func<Screen, Task> command)
    {
        var screen = new Screen();
        try
        {
            await command(screen);
        }
        catch (IOException e)
        {
            screen.Error(ExitCode.BadFile, e.Message);
        }

        return (int)screen.ExitCode;
    }
}
