using System.Diagnostics;

namespace Approvals.Cli.Tests;

/// <summary>What a run of the executable came to.</summary>
internal sealed record Run(int ExitCode, string Output, string Errors)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>The real executable, in a directory of its own with the files that a test writes.</summary>
internal sealed class Executable : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("approvals-cli-");

    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);

    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public Executable With(string file, string text)
    {
        var path = Path.Combine(_directory.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    public Executable With(string file, byte[] bytes)
    {
        File.WriteAllBytes(Path.Combine(_directory.FullName, file), bytes);
        return this;
    }

    /// <summary>Runs it in the directory, with these words.</summary>
    public Task<Run> RunAsync(params string[] arguments) => RunAsync(_directory.FullName, "", arguments, _environment);

    /// <summary>Has its runs find this in the environment.</summary>
    public Executable In(string variable, string value)
    {
        _environment[variable] = value;
        return this;
    }

    /// <summary>The same with something on standard input.</summary>
    public Task<Run> FeedAsync(string input, params string[] arguments) => RunAsync(_directory.FullName, input, arguments, _environment);

    public static async Task<Run> RunAsync(
        string directory, string input, string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = directory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "approvals.dll"));
        Array.ForEach(arguments, start.ArgumentList.Add);
        foreach (var (variable, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[variable] = value;
        }

        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new Run(process.ExitCode, await output, await errors);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static string FindRoot(string directory) => File.Exists(Path.Combine(directory, "OrleansApprovals.sln"))
        ? directory
        : FindRoot(Path.GetDirectoryName(directory)
            ?? throw new InvalidOperationException("The tests run outside the repository."));
}
