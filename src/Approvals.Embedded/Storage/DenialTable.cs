using Approvals.Core.Identifiers;
using Approvals.Core.Requests;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Approvals.Embedded.Storage;

/// <summary>The rows that say which action was denied to which agent last, for the writer.</summary>
internal sealed class DenialTable(SqliteConnection connection) : IDisposable
{
    /// <summary>With each new one, so many of those that count for nothing any more go.</summary>
    private const int GoneAtOnce = 8;

    private readonly Statement _find = new(
        connection,
        $"""
        SELECT {RequestReader.Columns} FROM denials AS d CROSS JOIN requests AS r ON r.seq = d.seq
        WHERE d.tenant = ?1 AND d.agent = ?2 AND d.digest = ?3
        """);

    private readonly Statement _put = new(
        connection,
        """
        INSERT INTO denials (tenant, agent, digest, seq, at) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (tenant, agent, digest) DO UPDATE SET seq = excluded.seq, at = excluded.at
        """);

    private readonly Statement _forget = new(
        connection,
        """
        DELETE FROM denials WHERE (tenant, agent, digest) IN
            (SELECT tenant, agent, digest FROM denials WHERE at < ?1 ORDER BY at LIMIT ?2)
        """);

    /// <summary>The last denial of this action to this agent, if it is kept.</summary>
    public EarlierDenial? Find(TenantId tenant, AgentId agent, ActionDigest digest)
    {
        var request = _find.Text(1, tenant.Value).Text(2, agent.Value).Text(3, digest.Value).ReadFirst(static row => RequestReader.Read(
            raw.sqlite3_column_int64(row, 0), raw.sqlite3_column_blob(row, 1), raw.sqlite3_column_int(row, 2) != 0));
        return request is null ? null : EarlierDenial.Of(request.Record.Request);
    }

    /// <summary>Remembers a request that was just denied.</summary>
    public void Put(ApprovalRequest request, DateTimeOffset at, long seq)
    {
        _put.Text(1, request.Tenant.Value)
            .Text(2, request.Agent.Value)
            .Text(3, request.Action.Digest.Value)
            .Integer(4, seq)
            .Integer(5, at.UtcTicks)
            .Execute();
        _forget.Integer(1, (at - EarlierDenial.Remembered).UtcTicks).Integer(2, GoneAtOnce).Execute();
    }

    public void Dispose()
    {
        _find.Dispose();
        _put.Dispose();
        _forget.Dispose();
    }
}
