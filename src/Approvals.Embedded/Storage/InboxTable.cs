using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Microsoft.Data.Sqlite;

namespace Approvals.Embedded.Storage;

/// <summary>The rows that say which requests wait for whose review, for the writer.</summary>
internal sealed class InboxTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _enter = new(connection, "INSERT INTO inbox (tenant, role, seq) VALUES (?1, ?2, ?3)");

    private readonly Statement _leave = new(connection, "DELETE FROM inbox WHERE tenant = ?1 AND role = ?2 AND seq = ?3");

    public void Enter(TenantId tenant, ImmutableArray<string> names, long seq) => Each(_enter, tenant, names, seq);

    public void Leave(TenantId tenant, ImmutableArray<string> names, long seq) => Each(_leave, tenant, names, seq);

    public void Dispose()
    {
        _enter.Dispose();
        _leave.Dispose();
    }

    private static void Each(Statement statement, TenantId tenant, ImmutableArray<string> names, long seq)
    {
        foreach (var name in names)
        {
            statement.Text(1, tenant.Value).Text(2, name).Integer(3, seq).Execute();
        }
    }
}
