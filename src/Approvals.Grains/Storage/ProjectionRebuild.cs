using System.Text;
using Approvals.Core.Storage;
using Npgsql;

namespace Approvals.Grains.Storage;

/// <summary>
/// Writes what is looked for of the records anew, from the records. Lists are one transaction: whoever lists sees all of
/// it as it was or all of it as it is, and a silo that writes meanwhile waits.
/// </summary>
public static class ProjectionRebuild
{
    /// <summary>No fewer than wait, or are let in and not stored yet.</summary>
    private const string CountAgents =
        """
        INSERT INTO agents (tenant, agent, admitted)
        SELECT tenant, agent, count(*) FROM (
            SELECT tenant, agent FROM requests WHERE status = 'pending'
            UNION ALL SELECT tenant, agent FROM admissions WHERE until >= clock_timestamp()) AS waiting
        GROUP BY tenant, agent
        """;

    /// <returns>The keys of the records that could not be read, and so are in no list.</returns>
    /// <exception cref="InvalidDataException">A key or an issuer stands with another tenant than the records say.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(DatabaseOptions options, CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(options.ConnectionString);
        await using var reading = await source.OpenConnectionAsync(cancellation);
        await using var writing = await source.OpenConnectionAsync(cancellation);
        var unreadable = await ProjectTenantsAsync(reading, writing, options.ServiceId, cancellation);
        await using var transaction = await writing.BeginTransactionAsync(cancellation);
        // Numbers go on: who walks the list by them meanwhile passes nothing over.
        await ExecuteAsync(writing, "TRUNCATE requests, inbox, denials, agents", cancellation);
        await using var select = new NpgsqlCommand(
            """
            SELECT key, version, record FROM grain_records WHERE service = $1 AND kind = 'request'
            ORDER BY substring(encode(record, 'escape') FROM '"createdAt":"([^"]+)"'), key
            """,
            reading);
        select.Parameters.Add(new NpgsqlParameter { Value = options.ServiceId });
        await using (var rows = await select.ExecuteReaderAsync(cancellation))
        {
            while (await rows.ReadAsync(cancellation))
            {
                await ProjectAsync(writing, options.ServiceId, "request", rows, unreadable, cancellation);
            }
        }

        await ExecuteAsync(writing, CountAgents, cancellation);
        await transaction.CommitAsync(cancellation);
        return unreadable;
    }

    /// <summary>One after the other, each as it is while nobody changes it.</summary>
    private static async Task<List<string>> ProjectTenantsAsync(
        NpgsqlConnection reading, NpgsqlConnection writing, string service, CancellationToken cancellation)
    {
        var unreadable = new List<string>();
        await using var keys = new NpgsqlCommand("SELECT key FROM grain_records WHERE service = $1 AND kind = 'tenant'", writing);
        keys.Parameters.Add(new NpgsqlParameter { Value = service });
        var tenants = new List<string>();
        await using (var rows = await keys.ExecuteReaderAsync(cancellation))
        {
            while (await rows.ReadAsync(cancellation))
            {
                tenants.Add(rows.GetString(0));
            }
        }

        foreach (var tenant in tenants)
        {
            await using var transaction = await writing.BeginTransactionAsync(cancellation);
            await using var hold = new NpgsqlCommand("SELECT pg_advisory_xact_lock(tenant_lock($1))", writing);
            hold.Parameters.Add(new NpgsqlParameter { Value = tenant });
            await hold.ExecuteNonQueryAsync(cancellation);
            await using var select = new NpgsqlCommand(
                "SELECT key, version, record FROM grain_records WHERE service = $1 AND kind = 'tenant' AND key = $2", reading);
            select.Parameters.Add(new NpgsqlParameter { Value = service });
            select.Parameters.Add(new NpgsqlParameter { Value = tenant });
            await using (var row = await select.ExecuteReaderAsync(cancellation))
            {
                while (await row.ReadAsync(cancellation))
                {
                    await ProjectAsync(writing, service, "tenant", row, unreadable, cancellation);
                }
            }

            await transaction.CommitAsync(cancellation);
        }

        return unreadable;
    }

    /// <summary>The row of a record.</summary>
    private static async Task ProjectAsync(
        NpgsqlConnection writing, string service, string kind, NpgsqlDataReader row, List<string> unreadable, CancellationToken cancellation)
    {
        if (TryReadLine(kind, (byte[])row.GetValue(2)) is { } line)
        {
            await ProjectAsync(writing, service, kind, row.GetInt32(1), line, cancellation);
        }
        else
        {
            unreadable.Add(row.GetString(0));
        }
    }

    private static byte[]? TryReadLine(string kind, byte[] stored)
    {
        try
        {
            return kind == "tenant"
                ? TenantLine.Of(TenantRecord.FromJson(stored).Tenant, recheck: null, silo: null).ToJson()
                : LineOf(RequestRecord.FromJson(stored));
        }
        catch (StoredFormatException)
        {
            return null;
        }
    }

    private static byte[] LineOf(RequestRecord record) => RequestLine.Of(record, record.Request.UpdatedAt, fence: null).ToJson();

    private static async Task ProjectAsync(
        NpgsqlConnection connection, string service, string kind, int version, byte[] line, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT project($1, $2, $3, $4::jsonb)", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = service });
        command.Parameters.Add(new NpgsqlParameter { Value = kind });
        command.Parameters.Add(new NpgsqlParameter { Value = version });
        command.Parameters.Add(new NpgsqlParameter { Value = Encoding.UTF8.GetString(line) });
        try
        {
            await command.ExecuteNonQueryAsync(cancellation);
        }
        catch (PostgresException e) when (e.SqlState == SqlStates.Taken)
        {
            throw new InvalidDataException($"The key or issuer {e.MessageText} stands with another tenant than the records say; remove it from tenant_keys or tenant_issuers.", e);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
