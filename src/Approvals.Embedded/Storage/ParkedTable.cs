using Approvals.Core.Identifiers;
using Microsoft.Data.Sqlite;

namespace Approvals.Embedded.Storage;

/// <summary>The rows that say which requests have effects that were given up, for the writer.</summary>
internal sealed class ParkedTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _put = new(connection, "INSERT INTO parked (tenant, seq) VALUES (?1, ?2)");

    private readonly Statement _remove = new(connection, "DELETE FROM parked WHERE tenant = ?1 AND seq = ?2");

    /// <summary>Keeps the request's row as its record now has it.</summary>
    public void Keep(TenantId tenant, long seq, bool had, bool has)
    {
        if (had != has)
        {
            (has ? _put : _remove).Text(1, tenant.Value).Integer(2, seq).Execute();
        }
    }

    public void Dispose()
    {
        _put.Dispose();
        _remove.Dispose();
    }
}
