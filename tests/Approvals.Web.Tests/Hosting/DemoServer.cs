using System.Runtime.Versioning;
using Approvals.Web.Tests.Hosting;

[assembly: AssemblyFixture(typeof(DemoServer))]
// The tests send POSIX signals and look at file modes.
[assembly: UnsupportedOSPlatform("windows")]

namespace Approvals.Web.Tests.Hosting;

/// <summary>One server in development for the tests that share one, with a second tenant beside the demo.</summary>
public sealed class DemoServer : IAsyncLifetime
{
    private readonly TemporaryDirectory _data = new();
    private ServerProcess? _server;

    /// <summary>The admin key of the tenant <c>other</c>.</summary>
    internal string OtherAdmin { get; private set; } = "";

    internal ApiClient Client { get; private set; } = null!;

    internal DemoFile Demo { get; private set; } = null!;

    internal string Data => _data.Path;

    public async ValueTask InitializeAsync()
    {
        var (exitCode, output) = await ServerProcess.RunAsync(["tenant", "create", "other", "--data", _data.Path]);
        Assert.True(exitCode == 0, output);
        OtherAdmin = output.Split('\n').Single(l => l.StartsWith("apk_", StringComparison.Ordinal));
        (_server, Client) = await ServerProcess.StartAsync(_data.Path);
        Demo = DemoFile.Read(_data.Path);
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _data.Dispose();
    }
}
