using Approvals.Core.Audit;
using Approvals.Core.Identifiers;
using Microsoft.Data.Sqlite;

namespace Approvals.Embedded.Storage;

/// <summary>The rows of the log of administrative acts, for the writer.</summary>
internal sealed class AuditTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _begin = new(
        connection, "INSERT INTO audit (seq, tenant, at, actor, act, subject) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

    private readonly Statement _end = new(
        connection, "UPDATE audit SET outcome = ?3, tag = ?4, created = ?5 WHERE seq = ?1 AND tenant = ?2 AND outcome IS NULL");

    private long _last = connection.ExecuteInteger("SELECT coalesce(max(seq), 0) FROM audit");

    /// <summary>A place of its own; one whose write fails is left out.</summary>
    public long NextPlace() => ++_last;

    public void Begin(long place, TenantId tenant, AuditedAct act, DateTimeOffset at) => _begin
        .Integer(1, place).Text(2, tenant.Value).Integer(3, at.UtcTicks).Text(4, act.By).Text(5, act.Act).Text(6, act.Subject).Execute();

    public void End(long place, TenantId tenant, AuditedEnd end) => _end
        .Integer(1, place).Text(2, tenant.Value).Text(3, end.Outcome).Text(4, end.Tag).Text(5, end.Created).Execute();

    public void Dispose()
    {
        _begin.Dispose();
        _end.Dispose();
    }
}
