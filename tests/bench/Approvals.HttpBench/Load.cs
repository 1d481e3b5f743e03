using System.Diagnostics;

namespace Approvals.HttpBench;

/// <summary>The server in a process of its own, and wrk against it.</summary>
internal sealed class Load : IDisposable
{
    private readonly Process _server;
    private readonly Wrk _wrk;

    private Load(Process server, string[] said)
    {
        _server = server;
        _wrk = new Wrk(said[0], new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AGENT_KEY"] = said[1],
            ["EXECUTOR_KEY"] = said[2],
            ["PERSON_TOKEN"] = said[3],
        });
    }

    public static async Task<Load> StartAsync(DirectoryInfo directory)
    {
        var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Environment.GetCommandLineArgs()[0], "--serve", directory.FullName])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var said = await server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
        return new Load(server, said.Split(' '));
    }

    public Task<Measurement> EmptyAsync(int seconds) => _wrk.RunAsync(seconds, threads: 1, BenchServer.Empty);

    public Task<Measurement> AllowedAsync(int seconds) => _wrk.RunAsync(seconds, threads: 1, "/v1/actions", "allowed.lua");

    public Task<Measurement> FlowsAsync(int seconds) => _wrk.FlowsAsync(seconds);

    public void Dispose()
    {
        _server.StandardInput.Close();
        _server.WaitForExit();
        _server.Dispose();
    }
}
