using System.Collections.Concurrent;
using System.Diagnostics;

namespace Approvals.Web.Tests.Hosting;

/// <summary>The real server in a process of its own, as an operator starts it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _output = new();

    private ServerProcess(string environment, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? settings)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Repository.Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Approvals.Server.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["DOTNET_ENVIRONMENT"] = environment;
        start.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        foreach (var (name, value) in settings ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _address.TrySetException(
            new InvalidOperationException($"The server ended before it listened:\n{Output}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>Both streams, as far as they have come.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Starts the server on this data directory and waits until it listens.</summary>
    public static Task<(ServerProcess Server, ApiClient Client)> StartAsync(
        string data, string environment = "Development", string url = "http://127.0.0.1:0") =>
        ListenAsync(Begin(data, environment, url));

    /// <summary>Waits until the server listens; one that does not is ended.</summary>
    public static async Task<(ServerProcess Server, ApiClient Client)> ListenAsync(ServerProcess server)
    {
        try
        {
            return (server, await server.ListenAsync());
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the server on this data directory, and waits for nothing.</summary>
    public static ServerProcess Begin(
        string data,
        string environment = "Development",
        string url = "http://127.0.0.1:0",
        IReadOnlyDictionary<string, string>? settings = null) => new(environment, ["--data", data, "--urls", url], settings);

    /// <summary>Waits until it listens.</summary>
    /// <exception cref="InvalidOperationException">It ended before.</exception>
    public async Task<ApiClient> ListenAsync() => new(await _address.Task.WaitAsync(StartTime));

    /// <summary>Waits for the end that it comes to by itself.</summary>
    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(StartTime);
        return _process.ExitCode;
    }

    /// <summary>Runs the program to its end.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        IEnumerable<string> arguments, string environment = "Production", IReadOnlyDictionary<string, string>? settings = null)
    {
        await using var server = new ServerProcess(environment, arguments, settings);
        await server._process.WaitForExitAsync().WaitAsync(StartTime);
        return (server._process.ExitCode, server.Output);
    }

    /// <summary>Waits until the server has printed this.</summary>
    public async Task OutputContainsAsync(string text)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var limit = new CancellationTokenSource(StartTime);
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    /// <summary>SIGKILL: the process has no say in it.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and waits for the end.</summary>
    public async Task<int> StopAsync()
    {
        using var signal = Process.Start("kill", ["-TERM", Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        return await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        _output.Enqueue(line);
        if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
        {
            _address.TrySetResult(new Uri(line[(at + Listening.Length)..].Trim()));
        }
    }
}
