using System.Text;
using Approvals.Core.Storage;
using Npgsql;

namespace Approvals.Grains.Storage;

/// <summary>
/// Writes what is looked for of the records anew, from the records, in one transaction: whoever lists sees all of it as
/// it was or all of it as it is, and a silo that writes meanwhile waits.
/// </summary>
public static class ProjectionRebuild
{
    /// <returns>The keys of the requests that could not be read, and so are in no list.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(DatabaseOptions options, CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(options.ConnectionString);
        await using var reading = await source.OpenConnectionAsync(cancellation);
        await using var writing = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await writing.BeginTransactionAsync(cancellation);
        await ExecuteAsync(writing, "TRUNCATE requests, inbox, denials, agents RESTART IDENTITY", cancellation);
        await using var select = new NpgsqlCommand(
            """
            SELECT key, version, record FROM grain_records WHERE service = $1 AND kind = 'request'
            ORDER BY substring(encode(record, 'escape') FROM '"createdAt":"([^"]+)"'), key
            """,
            reading);
        select.Parameters.Add(new NpgsqlParameter { Value = options.ServiceId });
        var unreadable = new List<string>();
        await using var rows = await select.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            var (key, version, record) = (rows.GetString(0), rows.GetInt32(1), (byte[])rows.GetValue(2));
            if (TryRead(record) is { } read)
            {
                await ProjectAsync(writing, options.ServiceId, version, read, cancellation);
            }
            else
            {
                unreadable.Add(key);
            }
        }

        await transaction.CommitAsync(cancellation);
        return unreadable;
    }

    private static RequestRecord? TryRead(byte[] record)
    {
        try
        {
            return RequestRecord.FromJson(record);
        }
        catch (StoredFormatException)
        {
            return null;
        }
    }

    private static async Task ProjectAsync(
        NpgsqlConnection connection, string service, int version, RequestRecord record, CancellationToken cancellation)
    {
        var line = RequestLine.Of(record, record.Request.UpdatedAt, fence: null).ToJson();
        await using var command = new NpgsqlCommand("SELECT project($1, 'request', $2, $3::jsonb)", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = service });
        command.Parameters.Add(new NpgsqlParameter { Value = version });
        command.Parameters.Add(new NpgsqlParameter { Value = Encoding.UTF8.GetString(line) });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
