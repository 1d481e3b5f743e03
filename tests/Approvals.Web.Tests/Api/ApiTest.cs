using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Api;

/// <summary>A test that calls the shared server.</summary>
public abstract class ApiTest(DemoServer server)
{
    internal ApiClient Client => server.Client;

    internal DemoFile Demo => server.Demo;

    internal string OtherAdmin => server.OtherAdmin;

    /// <summary>The server's data directory.</summary>
    internal string Data => server.Data;

    internal Flow Flow { get; } = new(server.Client, server.Demo);

    /// <summary>A key that no other test uses.</summary>
    protected static string NewKey() => Guid.NewGuid().ToString("N");
}
