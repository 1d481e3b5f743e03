using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;
using Approvals.Embedded;
using Approvals.Web.Permits;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Approvals.Web.Tests.Hosting;

/// <summary>Changes the demo tenant's directory while no server runs.</summary>
internal static class DemoDirectory
{
    /// <summary>Has the server make the demo tenant, and stop.</summary>
    public static async Task MakeAsync(TemporaryDirectory data)
    {
        var (server, client) = await ServerProcess.StartAsync(data.Path);
        await using var running = server;
        using var calls = client;
        Assert.Equal(0, await server.StopAsync());
    }

    public static async Task ChangeAsync(TemporaryDirectory data, params Func<Tenant, TenantChange>[] changes)
    {
        var signer = PermitSigner.Open(data.Path, Options.Create(new ApprovalsWebOptions()));
        await using var engine = EmbeddedEngine.Open(
            new EmbeddedOptions { Path = data["approvals.db"] }, signer, TimeProvider.System, NullLogger<EmbeddedEngine>.Instance);
        var demo = new TenantId("demo");
        var tenant = await engine.Tenants.FindAsync(demo, CancellationToken.None);
        Assert.NotNull(tenant);
        Assert.IsType<TenantOutcome.Stored>(
            await engine.Tenants.ChangeAsync(demo, [.. changes.Select(c => c(tenant))], CancellationToken.None));
    }
}
