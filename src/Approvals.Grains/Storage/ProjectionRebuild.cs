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
    /// <summary>No fewer than wait, as where requests are let in.</summary>
    private const string CountAgents =
        "INSERT INTO agents (tenant, agent, admitted) SELECT tenant, agent, count(*) FROM requests WHERE status = 'pending' GROUP BY tenant, agent";

    /// <returns>The keys of the records that could not be read, and so are in no list.</returns>
    /// <exception cref="InvalidDataException">A key or an issuer stands with another tenant than the records say.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(DatabaseOptions options, CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(options.ConnectionString);
        await using var reading = await source.OpenConnectionAsync(cancellation);
        await using var writing = await source.OpenConnectionAsync(cancellation);
        // A tenant at a time, each by itself: whoever changes one locks it before it writes, and so does this.
        var unreadable = await ProjectAllAsync(reading, writing, options.ServiceId, "tenant", cancellation);
        await using var transaction = await writing.BeginTransactionAsync(cancellation);
        await ExecuteAsync(writing, "TRUNCATE requests, inbox, denials, agents RESTART IDENTITY", cancellation);
        unreadable.AddRange(await ProjectAllAsync(reading, writing, options.ServiceId, "request", cancellation));
        await ExecuteAsync(writing, CountAgents, cancellation);
        await transaction.CommitAsync(cancellation);
        return unreadable;
    }

    private static async Task<List<string>> ProjectAllAsync(
        NpgsqlConnection reading, NpgsqlConnection writing, string service, string kind, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand(
            """
            SELECT key, version, record FROM grain_records WHERE service = $1 AND kind = $2
            ORDER BY substring(encode(record, 'escape') FROM '"createdAt":"([^"]+)"'), key
            """,
            reading);
        select.Parameters.Add(new NpgsqlParameter { Value = service });
        select.Parameters.Add(new NpgsqlParameter { Value = kind });
        var unreadable = new List<string>();
        await using var rows = await select.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            var (key, version, record) = (rows.GetString(0), rows.GetInt32(1), (byte[])rows.GetValue(2));
            if (TryReadLine(kind, record) is { } line)
            {
                await ProjectAsync(writing, service, kind, version, line, cancellation);
            }
            else
            {
                unreadable.Add(key);
            }
        }

        return unreadable;
    }

    private static byte[]? TryReadLine(string kind, byte[] stored)
    {
        try
        {
            return kind == "tenant"
                ? TenantLine.Of(TenantRecord.FromJson(stored).Tenant, recheck: null).ToJson()
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
