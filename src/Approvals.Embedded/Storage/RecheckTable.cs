using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;
using Microsoft.Data.Sqlite;

namespace Approvals.Embedded.Storage;

/// <summary>The rows that say whose pending requests are to be looked at again, for the writer.</summary>
internal sealed class RecheckTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _put = new(
        connection,
        """
        INSERT INTO rechecks (tenant, version, due, after) VALUES (?1, ?2, ?3, 0)
        ON CONFLICT (tenant) DO UPDATE SET version = excluded.version, due = excluded.due, after = 0
        """);

    private readonly Statement _advance = new(connection, "UPDATE rechecks SET after = ?3 WHERE tenant = ?1 AND version = ?2");

    private readonly Statement _remove = new(connection, "DELETE FROM rechecks WHERE tenant = ?1 AND version = ?2");

    private readonly Statement _putNext = new(
        connection, "UPDATE rechecks SET due = ?3, after = 0 WHERE tenant = ?1 AND version = ?2");

    /// <summary>The tenant's people changed.</summary>
    public void Put(Tenant tenant, DateTimeOffset due) =>
        _put.Text(1, tenant.Id.Value).Integer(2, tenant.Version).Integer(3, due.UtcTicks).Execute();

    /// <summary>The requests up to this row are done. If the people changed meanwhile, they are not.</summary>
    public void Advance(TenantId tenant, int version, long after) =>
        _advance.Text(1, tenant.Value).Integer(2, version).Integer(3, after).Execute();

    /// <summary>All are done, until the next change of the people. If they changed meanwhile, they are not.</summary>
    public void Finish(TenantId tenant, int version, DateTimeOffset? next)
    {
        var statement = next is null ? _remove : _putNext.Integer(3, next.Value.UtcTicks);
        statement.Text(1, tenant.Value).Integer(2, version).Execute();
    }

    public void Dispose()
    {
        _put.Dispose();
        _advance.Dispose();
        _remove.Dispose();
        _putNext.Dispose();
    }
}
