using System.Globalization;
using Approvals.Core.Audit;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Microsoft.Data.Sqlite;

namespace Approvals.Embedded.Storage;

/// <summary>Reads the log of administrative acts.</summary>
internal sealed class AuditReader(SqliteConnection connection)
{
    /// <exception cref="ArgumentException"><paramref name="after"/> is no place in the list.</exception>
    public AuditPage List(TenantId tenant, string? after, int limit)
    {
        using var command = connection.Prepare(
            """
            SELECT seq, at, actor, act, subject, outcome, tag, created FROM audit
            WHERE tenant = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3
            """,
            3);
        using var reader = command.Bind(tenant.Value, ReadPlace(after), limit + 1).ExecuteReader();
        var items = new List<AuditEntry>();
        long last = 0;
        while (reader.Read())
        {
            if (items.Count == limit)
            {
                return new AuditPage(items, last.ToString(CultureInfo.InvariantCulture));
            }

            last = reader.GetInt64(0);
            items.Add(Read(reader));
        }

        return new AuditPage(items, null);
    }

    private static AuditEntry Read(SqliteDataReader row) => new(
        new DateTimeOffset(row.GetInt64(1), TimeSpan.Zero),
        new AuditedAct(row.GetString(2), row.GetString(3), row.GetString(4)),
        Text(row, 5) is { } outcome ? new AuditedEnd(outcome, Text(row, 6), Text(row, 7)) : null);

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static long ReadPlace(string? after) => after is null
        ? long.MaxValue
        : long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
            ? place
            : throw new ArgumentException($"'{after}' is no place in the log.", nameof(after));
}
