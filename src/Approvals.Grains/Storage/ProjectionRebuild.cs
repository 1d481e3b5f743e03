using System.Text;
using Approvals.Core.Storage;
using Npgsql;
using NpgsqlTypes;

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
        var unreadable = new List<string>();
        await using var keys = new NpgsqlCommand("SELECT coalesce(array_agg(key), '{}') FROM grain_records WHERE service = $1 AND kind = 'tenant'", writing);
        keys.Parameters.Add(new NpgsqlParameter { Value = options.ServiceId });
        foreach (var tenant in (string[])(await keys.ExecuteScalarAsync(cancellation))!)
        {
            // Nobody changes the tenant between the reading and the writing.
            await using var one = await writing.BeginTransactionAsync(cancellation);
            await ExecuteAsync(writing, "SELECT pg_advisory_xact_lock(tenant_lock($1))", cancellation, tenant);
            unreadable.AddRange(await ProjectAsync(reading, writing, options.ServiceId, "tenant", tenant, cancellation));
            await one.CommitAsync(cancellation);
        }

        await using var lists = await writing.BeginTransactionAsync(cancellation);
        // Numbers go on: who walks the list by them meanwhile passes nothing over.
        await ExecuteAsync(writing, "TRUNCATE requests, inbox, denials, agents", cancellation);
        unreadable.AddRange(await ProjectAsync(reading, writing, options.ServiceId, "request", key: null, cancellation));
        await ExecuteAsync(writing, CountAgents, cancellation);
        await lists.CommitAsync(cancellation);
        return unreadable;
    }

    /// <summary>One record of a kind, or all where no key is named. The keys of those that cannot be read are told.</summary>
    private static async Task<List<string>> ProjectAsync(
        NpgsqlConnection reading, NpgsqlConnection writing, string service, string kind, string? key, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand(
            """
            SELECT key, version, record FROM grain_records WHERE service = $1 AND kind = $2 AND ($3::text IS NULL OR key = $3)
            ORDER BY substring(encode(record, 'escape') FROM '"createdAt":"([^"]+)"'), key
            """,
            reading);
        select.Parameters.Add(new NpgsqlParameter { Value = service });
        select.Parameters.Add(new NpgsqlParameter { Value = kind });
        select.Parameters.Add(new NpgsqlParameter { Value = (object?)key ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        var unreadable = new List<string>();
        await using var rows = await select.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            if (TryReadLine(kind, (byte[])rows.GetValue(2)) is { } line)
            {
                await ProjectAsync(writing, service, kind, rows.GetInt32(1), line, cancellation);
            }
            else
            {
                unreadable.Add(rows.GetString(0));
            }
        }

        return unreadable;
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

    private static async Task ExecuteAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellation, params string[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(Array.ConvertAll(values, static v => new NpgsqlParameter { Value = v }));
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
