using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;
using Approvals.GrainContracts.Client;
using Approvals.GrainContracts.Credentials;
using Approvals.Web.Authentication;

namespace Approvals.Silo;

/// <summary><c>tenant create NAME</c>.</summary>
internal static class TenantCommand
{
    public static async Task CreateAsync(string name, CancellationToken cancellation)
    {
        var tenant = TenantId.Parse(name) ?? throw new StartException($"'{name}' is not a tenant's name: {Identifier.Rule}.");
        var options = Configuration.Read();
        var secret = SecretFiles.ReadGateway(options.Secrets);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client => OrleansSetup.AddClient(
            client, options, options.FullConnectionString(), OrleansSetup.LoadCertificates(options.Tls)));
        using var host = builder.Build();
        await host.StartAsync(cancellation);
        var cluster = new ClusterApprovals(
            host.Services.GetRequiredService<IGrainFactory>(), new CallCredential.Gateway(secret, TimeProvider.System), TimeProvider.System);
        var key = ApiKeyText.Draw();
        var admin = key.ToStored(new KeyHolder.ForAdmin(), TimeProvider.System.GetUtcNow());
        var outcome = await cluster.Tenants.CreateAsync(tenant, [new TenantChange.AddKey(admin)], cancellation);
        await host.StopAsync(cancellation);
        if (outcome is not TenantOutcome.Stored)
        {
            throw new StartException(outcome is TenantOutcome.Exists
                ? $"There is a tenant '{tenant}' already."
                : $"The tenant '{tenant}' was not created: {outcome}.");
        }

        Console.WriteLine($"Created tenant '{tenant}'. Its first admin key, shown this once:");
        Console.WriteLine(key.Reveal());
    }
}
