using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;

namespace Approvals.Cli.Output;

/// <summary>
/// Where a command writes: results to standard output, for people or as JSON, and what is wrong to standard error.
/// It keeps the exit code.
/// </summary>
internal sealed class Screen
{
    private readonly IAnsiConsole _results = Open(Console.Out, Console.IsOutputRedirected);
    private readonly IAnsiConsole _errors = Open(Console.Error, Console.IsErrorRedirected);

    /// <summary>The highest that was told.</summary>
    public ExitCode ExitCode { get; private set; }

    /// <summary>How many errors were told.</summary>
    public int Errors { get; private set; }

    /// <summary>Sets the exit code where it is higher.</summary>
    public void Raise(ExitCode code) => ExitCode = code > ExitCode ? code : ExitCode;

    /// <summary>One line of standard output, its parts in their colours where there is a terminal.</summary>
    public void Line(params ReadOnlySpan<(string Text, Color? Colour)> parts)
    {
        var line = new Paragraph();
        foreach (var (text, colour) in parts)
        {
            line.Append(Printable.Of(text), colour is { } known ? new Style(known) : null);
        }

        _results.Write(line);
        _results.WriteLine();
    }

    public void Line(string text) => Line((text, null));

    /// <summary>One line of standard output, as JSON.</summary>
    public static void Json<T>(T value, JsonTypeInfo<T> type) => Console.Out.Write(JsonSerializer.Serialize(value, type) + "\n");

    /// <summary>One line of standard error, with the exit code that follows from it.</summary>
    public void Error(ExitCode code, string message)
    {
        Errors++;
        Raise(code);
        _errors.WriteLine(Printable.Of(message));
    }

    private static IAnsiConsole Open(TextWriter writer, bool redirected)
    {
        if (!redirected)
        {
            return AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        }

        var plain = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
        });

        // A file's lines are not cut to the width of a screen.
        plain.Profile.Width = int.MaxValue;
        return plain;
    }
}
