using System.Collections.Concurrent;
using Approvals.Core.Identifiers;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Approvals.Embedded.Storage;

/// <summary>How many requests of each agent wait. The file has it in one row an agent, which is written once a commit.</summary>
internal sealed class PendingCounts(SqliteConnection connection) : IDisposable
{
    private readonly ConcurrentDictionary<Agent, int> _committed = new();
    private readonly Dictionary<Agent, int> _uncommitted = [];

    private readonly Statement _find = new(connection, "SELECT count FROM pending WHERE tenant = ?1 AND agent = ?2");

    private readonly Statement _put = new(
        connection,
        "INSERT INTO pending (tenant, agent, count) VALUES (?1, ?2, ?3) ON CONFLICT (tenant, agent) DO UPDATE SET count = excluded.count");

    /// <summary>As committed, where that is in memory; otherwise 0, which the writer knows better.</summary>
    public int FindBeside(TenantId tenant, AgentId agent) => _committed.GetValueOrDefault(new Agent(tenant, agent));

    /// <summary>As the transaction under way has it.</summary>
    public int Find(TenantId tenant, AgentId agent)
    {
        var key = new Agent(tenant, agent);
        if (_uncommitted.TryGetValue(key, out var count) || _committed.TryGetValue(key, out count))
        {
            return count;
        }

        count = _find.Text(1, tenant.Value).Text(2, agent.Value).ReadFirst(static row => raw.sqlite3_column_int(row, 0));
        _committed[key] = count;
        return count;
    }

    public void Add(TenantId tenant, AgentId agent, int more)
    {
        if (more != 0)
        {
            _uncommitted[new Agent(tenant, agent)] = Find(tenant, agent) + more;
        }
    }

    /// <summary>The last of a transaction: writes what it changed.</summary>
    public void Committing()
    {
        foreach (var (key, count) in _uncommitted)
        {
            _put.Text(1, key.Tenant.Value).Text(2, key.Id.Value).Integer(3, count).Execute();
        }
    }

    public void Committed()
    {
        foreach (var (key, count) in _uncommitted)
        {
            _committed[key] = count;
        }

        _uncommitted.Clear();
    }

    public void RolledBack()
    {
        _uncommitted.Clear();
        _committed.Clear();
    }

    public void Dispose()
    {
        _find.Dispose();
        _put.Dispose();
    }

    private sealed record Agent(TenantId Tenant, AgentId Id);
}
