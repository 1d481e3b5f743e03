using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.Embedded.Storage;
using Microsoft.Data.Sqlite;

namespace Approvals.Embedded;

/// <summary>Looks for damage in a database, whether or not an engine has it open.</summary>
public static class DatabaseCheck
{
    private const string OutboxOfNothing = "SELECT count(*) FROM outbox WHERE seq NOT IN (SELECT seq FROM requests)";

    private const string InboxDifference =
        """
        WITH expected AS (
            SELECT r.tenant, j.value, r.seq FROM requests AS r, json_each(r.roles) AS j WHERE r.status = 'pending')
        SELECT count(*) FROM (
            SELECT * FROM (SELECT * FROM expected EXCEPT SELECT tenant, role, seq FROM inbox)
            UNION ALL
            SELECT * FROM (SELECT tenant, role, seq FROM inbox EXCEPT SELECT * FROM expected))
        """;

    private const string IdDifference =
        """
        WITH moved AS (SELECT seq FROM request_ids_end)
        SELECT (SELECT count(*) <> 1 FROM moved) + (SELECT count(*) FROM requests AS r LEFT JOIN request_ids AS i ON i.tenant = r.tenant AND i.id = r.id
                WHERE i.seq IS NOT r.seq AND (i.seq IS NOT NULL OR r.seq <= coalesce((SELECT seq FROM moved), 0)))
            + (SELECT count(*) FROM request_ids AS i LEFT JOIN requests AS r ON r.seq = i.seq WHERE r.id IS NOT i.id OR r.tenant IS NOT i.tenant)
            + (SELECT count(*) FROM (SELECT 1 FROM requests WHERE seq > coalesce((SELECT seq FROM moved), 0) GROUP BY tenant, id HAVING count(*) > 1))
        """;

    private const string PendingDifference =
        """
        WITH expected AS (SELECT tenant, agent, count(*) AS count FROM requests WHERE status = 'pending' GROUP BY tenant, agent)
        SELECT count(*) FROM (
            SELECT * FROM (SELECT * FROM expected EXCEPT SELECT tenant, agent, count FROM pending)
            UNION ALL
            SELECT * FROM (SELECT tenant, agent, count FROM pending WHERE count <> 0 EXCEPT SELECT * FROM expected))
        """;

    private const string RowsOfNothing =
        "SELECT (SELECT count(*) FROM denials WHERE seq NOT IN (SELECT seq FROM requests WHERE status IN ('denied', 'expired'))) + (SELECT count(*) FROM parked WHERE seq NOT IN (SELECT seq FROM requests))";

    /// <summary>A sentence for each problem; none where the database is sound.</summary>
    /// <exception cref="EngineStartException">It is no database of this program's.</exception>
    public static IEnumerable<string> FindProblems(string database)
    {
        var problems = new List<string>();
        try
        {
            using var connection = DatabaseFile.ConnectBeside(database);
            // One moment for all of it.
            connection.Execute("BEGIN");
            problems.AddRange(Read(connection, "PRAGMA integrity_check", static row => row.GetString(0)).Where(static r => r != "ok"));
            problems.AddRange(Read(connection, "SELECT id, record FROM tenants", CheckTenant).OfType<string>());
            problems.AddRange(Read(connection, "SELECT tenant, name, version, source FROM policies", CheckPolicy).OfType<string>());
            problems.AddRange(Read(
                connection,
                """
                SELECT r.tenant, id, version, status, tool, agent, executor, roles, due_after, o.seq IS NOT NULL, due, record,
                    p.seq IS NOT NULL
                FROM requests AS r LEFT JOIN outbox AS o ON o.seq = r.seq
                    LEFT JOIN parked AS p ON p.tenant = r.tenant AND p.seq = r.seq
                """,
                CheckRequest).OfType<string>());
            if (connection.ExecuteInteger(OutboxOfNothing) is > 0 and var rows)
            {
                problems.Add($"The outbox has {rows} rows of requests that are not there.");
            }

            if (connection.ExecuteInteger(IdDifference) is > 0 and var ids)
            {
                problems.Add($"The ids differ from the requests in {ids} places.");
            }

            if (connection.ExecuteInteger(PendingDifference) is > 0 and var agents)
            {
                problems.Add($"How many requests wait is counted wrongly for {agents} agents.");
            }

            if (connection.ExecuteInteger(RowsOfNothing) is > 0 and var strays)
            {
                problems.Add($"{strays} rows of denials and parked effects belong to no such request.");
            }

            if (connection.ExecuteInteger(InboxDifference) is > 0 and var differences)
            {
                problems.Add($"The inbox differs from the pending requests in {differences} places.");
            }
        }
        catch (SqliteException e)
        {
            problems.Add($"The database {database} cannot be read: {e.Message}");
        }

        return problems;
    }

    private static IEnumerable<T> Read<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return read(reader);
        }
    }

    private static string? CheckTenant(SqliteDataReader row)
    {
        var id = row.GetString(0);
        try
        {
            var tenant = TenantRecord.FromJson(row.GetFieldValue<byte[]>(1)).Tenant;
            return tenant.Id.Value == id ? null : $"Tenant {id}: its record is that of tenant {tenant.Id}.";
        }
        catch (StoredFormatException e)
        {
            return $"Tenant {id}: {e.Message}";
        }
    }

    private static string? CheckPolicy(SqliteDataReader row)
    {
        var name = $"Policy {row.GetString(1)} of tenant {row.GetString(0)}, version {row.GetInt64(2)}";
        return Core.Identifiers.PolicyName.Parse(row.GetString(1)) is not { } parsed
            ? $"{name}: that is no name of a policy."
            : PolicyCompiler.Compile(row.GetString(3), parsed) is PolicyCompilation.Refused(var errors)
                ? $"{name}: {errors[0]}"
                : null;
    }

    private static string? CheckRequest(SqliteDataReader row)
    {
        var name = $"Request {row.GetString(1)} of tenant {row.GetString(0)}";
        try
        {
            var record = RequestRecord.FromJson(row.GetFieldValue<byte[]>(11));
            var columns = new RequestColumns(
                row.GetString(0),
                row.GetString(1),
                row.GetInt64(2),
                row.GetString(3),
                row.GetString(4),
                row.GetString(5),
                TextOrNull(row, 6),
                row.GetString(7));
            var action = record.Request.Action;
            if (RequestedAction.ComputeDigest(action.Tool, action.Args, action.Environment) != action.Digest)
            {
                return $"{name}: its action is not the one of its digest.";
            }

            return columns == RequestColumns.Of(record.Request)
                && Wakes(row, 8, record.Request.DueAfter)
                && IsInOutbox(row, record)
                && row.GetBoolean(12) == record.Parked is not null
                    ? null
                    : $"{name}: its columns do not agree with its record.";
        }
        catch (StoredFormatException e)
        {
            return $"{name}: {e.Message}";
        }
    }

    private static string? TextOrNull(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>Acknowledged effects stay in the record until it is written again, but none is carried out that is not there.</summary>
    private static bool IsInOutbox(SqliteDataReader row, RequestRecord record) =>
        !row.GetBoolean(9)
        || (!record.Outbox.IsEmpty && (OutboxTable.DueOf(record) is not { } due || (!row.IsDBNull(10) && row.GetInt64(10) >= due)));

    /// <summary>What could not be worked was put off: the column may say later, but neither earlier nor never.</summary>
    private static bool Wakes(SqliteDataReader row, int column, DateTimeOffset? at) =>
        row.IsDBNull(column) ? at is null : at is { } time && row.GetInt64(column) >= time.UtcTicks;
}
