using Approvals.Core.Identifiers;

namespace Approvals.Server;

/// <summary><c>callback-secret TENANT AGENT</c>. Runs beside a server, too.</summary>
internal static class CallbackSecretCommand
{
    /// <exception cref="StartException">There is no server's data, or one of the names is none.</exception>
    public static void Print(DirectoryInfo data, string tenant, string agent)
    {
        var tenantId = TenantId.Parse(tenant)
            ?? throw new StartException($"'{tenant}' is not a tenant's name: {Identifier.Rule}.");
        var agentId = AgentId.Parse(agent)
            ?? throw new StartException($"'{agent}' is not an agent's name: {Identifier.Rule}.");
        // Not in a directory that --data was not meant to name: a new secret there would verify nothing.
        _ = DataDirectory.FindDatabase(data);
        Console.WriteLine(MasterSecretFile.LoadOrCreate(data.FullName).DeriveFor(tenantId, agentId).Reveal());
    }
}
