using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Ports;
using Microsoft.Data.Sqlite;

namespace Approvals.Embedded.Storage;

/// <summary>Reads the versions of policies that are not in force any more. Asked for rarely: by a connection of its own each time.</summary>
internal sealed class PolicyVersions(DatabaseFile file)
{
    /// <exception cref="EngineException">The file cannot be read.</exception>
    public PolicyVersion? Find(TenantId tenant, PolicyName name, int version)
    {
        try
        {
            using var connection = file.ConnectReader();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT source, published_at, published_by FROM policies WHERE tenant = $tenant AND name = $name AND version = $version";
            command.Parameters.AddWithValue("$tenant", tenant.Value);
            command.Parameters.AddWithValue("$name", name.Value);
            command.Parameters.AddWithValue("$version", version);
            using var reader = command.ExecuteReader();
            return reader.Read()
                ? new PolicyVersion(name, version, reader.GetString(0), new DateTimeOffset(reader.GetInt64(1), TimeSpan.Zero), reader.GetString(2))
                : null;
        }
        catch (SqliteException e)
        {
            throw new EngineException("The stored policies cannot be read.", e);
        }
    }
}
