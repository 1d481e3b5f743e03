using Approvals.Core.Storage;
using Approvals.Core.Tenants;
using Microsoft.Data.Sqlite;

namespace Approvals.Embedded.Storage;

/// <summary>The rows of tenants.</summary>
internal sealed class TenantTable(SqliteConnection connection) : IDisposable
{
    private readonly SqliteCommand _put = connection.Prepare(
        "INSERT INTO tenants (id, record) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET record = excluded.record", 2);

    public void Put(Tenant tenant) =>
        _put.Bind(tenant.Id.Value, new TenantRecord { Tenant = tenant }.ToJson()).ExecuteNonQuery();

    public IEnumerable<Tenant> ReadAll()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT record FROM tenants";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return TenantRecord.FromJson(reader.GetFieldValue<byte[]>(0)).Tenant;
        }
    }

    public void Dispose() => _put.Dispose();
}
