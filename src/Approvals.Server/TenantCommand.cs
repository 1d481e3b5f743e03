using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;
using Approvals.Web;
using Approvals.Web.Authentication;
using Approvals.Web.Permits;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Approvals.Server;

/// <summary><c>tenant create NAME</c>.</summary>
internal static class TenantCommand
{
    public static async Task CreateAsync(DirectoryInfo data, string name, CancellationToken cancellation)
    {
        var tenant = TenantId.Parse(name)
            ?? throw new StartException($"'{name}' is not a tenant's name: {Identifier.Rule}.");
        var directory = DataDirectory.Ensure(data);
        var signer = PermitSigner.Open(directory, Options.Create(new ApprovalsWebOptions()));
        await using var engine = DataDirectory.OpenEngine(directory, signer, TimeProvider.System, NullLogger<Embedded.EmbeddedEngine>.Instance);
        var key = ApiKeyText.Draw();
        var admin = key.ToStored(new KeyHolder.ForAdmin(), TimeProvider.System.GetUtcNow());
        var outcome = await engine.Tenants.CreateAsync(tenant, [new TenantChange.AddKey(admin)], cancellation);
        if (outcome is TenantOutcome.Exists)
        {
            throw new StartException($"There is a tenant '{tenant}' already.");
        }

        if (outcome is not TenantOutcome.Stored)
        {
            throw new StartException($"The tenant '{tenant}' was not created: {outcome}.");
        }

        Console.WriteLine($"Created tenant '{tenant}'. Its first admin key, shown this once:");
        Console.WriteLine(key.Reveal());
    }
}
